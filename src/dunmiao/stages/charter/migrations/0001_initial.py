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
                ('copied_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='charter.charterversion')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charters', to='organisations.organisation')),
            ],
            options={
                'ordering': ['key', '-version'],
            },
        ),
        migrations.CreateModel(
            name='LeadingGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('leading', 'Leading group'), ('guidance', 'Guidance group')], max_length=10, verbose_name='kind')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('document_title', models.CharField(max_length=160, verbose_name='founding document')),
                ('document_no', models.CharField(blank=True, max_length=60, verbose_name='document number')),
                ('founded_on', models.DateField(verbose_name='set up on')),
                ('dissolved_on', models.DateField(blank=True, null=True, verbose_name='dissolved on')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='office at')),
            ],
            options={
                'ordering': ['founded_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('head', 'Head of the group'), ('deputy', 'Deputy head of the group'), ('member', 'Member of the group'), ('office_head', 'Head of its office')], max_length=12)),
                ('name', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=80)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='charter.leadinggroup')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LongTermPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title of the plan')),
                ('from_year', models.PositiveSmallIntegerField(verbose_name='from year')),
                ('to_year', models.PositiveSmallIntegerField(verbose_name='to year')),
                ('aims', models.TextField(max_length=4000, verbose_name='aims')),
                ('yearly_quota', models.PositiveIntegerField(default=0, verbose_name='persons a year')),
                ('document_no', models.CharField(blank=True, max_length=60, verbose_name='document number')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='decided on')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='long_term_plans', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-from_year', '-pk'],
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
                ('requirements_on', models.DateField(blank=True, null=True, verbose_name='requirements of')),
                ('quota', models.PositiveIntegerField(default=0, verbose_name='number to be selected')),
                ('opens_on', models.DateField(blank=True, null=True, verbose_name='applications open')),
                ('closes_on', models.DateField(blank=True, null=True, verbose_name='applications close')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='term starts')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='term ends')),
                ('months', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('charter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='charter.charterversion', verbose_name='charter')),
                ('long_term_plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='charter.longtermplan')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='organisations.organisation', verbose_name='organising unit')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='charter.programme')),
                ('previous', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='charter.programme')),
            ],
            options={
                'ordering': ['-year', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='leadinggroup',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='charter.programme'),
        ),
        migrations.CreateModel(
            name='CoOrganiser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, max_length=30)),
                ('part', models.CharField(blank=True, max_length=120)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='co_organisers', to='charter.programme')),
            ],
            options={
                'ordering': ['organisation__sequence', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='charterversion',
            constraint=models.UniqueConstraint(fields=('owner', 'key', 'version'), name='one_version'),
        ),
        migrations.AddConstraint(
            model_name='longtermplan',
            constraint=models.CheckConstraint(condition=models.Q(('to_year__gte', models.F('from_year'))), name='years_in_order'),
        ),
        migrations.AddConstraint(
            model_name='pastcohort',
            constraint=models.UniqueConstraint(fields=('owner', 'key', 'year'), name='one_past_cohort'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='programme_in_order'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('months', None), ('months__gte', 1), _connector='OR'), name='some_months'),
        ),
        migrations.AddConstraint(
            model_name='leadinggroup',
            constraint=models.UniqueConstraint(condition=models.Q(('dissolved_on', None)), fields=('programme', 'kind'), name='one_live_group'),
        ),
        migrations.AddConstraint(
            model_name='coorganiser',
            constraint=models.UniqueConstraint(fields=('programme', 'organisation'), name='one_co_organiser'),
        ),
    ]
