import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CharterVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=40)),
                ('version', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=80)),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('adopted_on', models.DateField(null=True)),
                ('document_no', models.CharField(blank=True, max_length=60)),
                ('adopted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charters', to='organisations.organisation')),
            ],
            options={
                'ordering': ['key', '-version'],
            },
        ),
        migrations.CreateModel(
            name='PastCohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('placed', models.PositiveIntegerField(verbose_name='placed')),
                ('women', models.PositiveIntegerField(default=0, verbose_name='women')),
                ('promoted', models.PositiveIntegerField(default=0, verbose_name='later promoted')),
                ('source', models.CharField(max_length=120, verbose_name='source')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['year'],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('state', models.CharField(default='draft', max_length=20)),
                ('approving_body', models.CharField(blank=True, max_length=80, verbose_name='approving body')),
                ('approved_on', models.DateField(blank=True, null=True, verbose_name='approved on')),
                ('basis_title', models.CharField(blank=True, max_length=160, verbose_name='basis document')),
                ('basis_no', models.CharField(blank=True, max_length=60, verbose_name='document number')),
                ('leading_person', models.CharField(blank=True, max_length=60, verbose_name='leading person')),
                ('leading_post', models.CharField(blank=True, max_length=80, verbose_name='leading post')),
                ('requirements', models.TextField(blank=True, verbose_name='requirements')),
                ('quota', models.PositiveIntegerField(default=0, verbose_name='number to be selected')),
                ('opens_on', models.DateField(blank=True, null=True, verbose_name='applications open')),
                ('closes_on', models.DateField(blank=True, null=True, verbose_name='applications close')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='term starts')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='term ends')),
                ('charter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='charter.charterversion', verbose_name='charter')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='organisations.organisation', verbose_name='organising unit')),
            ],
            options={
                'ordering': ['-year', '-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='charterversion',
            constraint=models.UniqueConstraint(fields=('owner', 'key', 'version'), name='one_version'),
        ),
        migrations.AddConstraint(
            model_name='pastcohort',
            constraint=models.UniqueConstraint(fields=('owner', 'key', 'year'), name='one_past_cohort'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='programme_in_order'),
        ),
    ]
