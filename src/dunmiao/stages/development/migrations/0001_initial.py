import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('placement', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=30)),
                ('text', models.TextField(max_length=1000, verbose_name='what was found')),
                ('direction', models.TextField(blank=True, max_length=1000, verbose_name='what to work on')),
                ('given_on', models.DateField()),
                ('to_unit', models.CharField(max_length=20)),
                ('seen', models.JSONField(default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='placement.placement')),
            ],
            options={
                'ordering': ['-given_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MentorNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('kind', models.CharField(blank=True, max_length=30, verbose_name='kind of note')),
                ('text', models.CharField(max_length=200, verbose_name='in a sentence')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentor_notes', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.CharField(max_length=80, verbose_name='meeting')),
                ('held_on', models.DateField(verbose_name='held on')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='placement.placement')),
            ],
            options={
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Mentorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('title', models.CharField(max_length=80, verbose_name='post held')),
                ('kind', models.CharField(max_length=30, verbose_name='kind of mentor')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('document_no', models.CharField(blank=True, max_length=60, verbose_name='document number')),
                ('standing', models.CharField(blank=True, max_length=20, verbose_name='standing')),
                ('is_vouched', models.BooleanField(default=False)),
                ('exception', models.CharField(blank=True, max_length=200, verbose_name='reason of an exception')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='why it ended')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentorships', to='placement.placement')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='development.mentorship')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mentorships', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'ordering': ['starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='mentor_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(default='draft', max_length=20)),
                ('fields', models.JSONField(default=dict)),
                ('agreed', models.JSONField(default=dict)),
                ('remark', models.CharField(blank=True, max_length=300, verbose_name='remark')),
                ('proposed_on', models.DateField(null=True)),
                ('agreed_on', models.DateField(null=True)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='placement.placement')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-revision'],
                'constraints': [models.UniqueConstraint(fields=('placement', 'revision'), name='one_plan_revision')],
            },
        ),
    ]
