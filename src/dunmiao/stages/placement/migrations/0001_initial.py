import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('charter', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        ('selection', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sending_post', models.CharField(blank=True, max_length=80)),
                ('direction', models.CharField(max_length=12, verbose_name='direction')),
                ('front', models.CharField(blank=True, max_length=30, verbose_name='front')),
                ('state', models.CharField(default='proposed', max_length=20)),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('extensions', models.PositiveSmallIntegerField(default=0)),
                ('ended_on', models.DateField(null=True)),
                ('arrived_on', models.DateField(null=True, verbose_name='arrived on')),
                ('end_reason', models.CharField(blank=True, max_length=300)),
                ('division_of_work', models.TextField(blank=True, verbose_name='division of work')),
                ('division_on', models.DateField(null=True)),
                ('answerable', models.JSONField(default=dict)),
                ('earlier_charters', models.JSONField(default=list)),
                ('application', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placement', to='selection.application')),
                ('charter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='charter.charterversion')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='selection.decision')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='people.person')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='charter.programme')),
                ('receiving_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='received', to='organisations.organisation', verbose_name='receiving unit')),
                ('sending_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent', to='organisations.organisation', verbose_name='sending unit')),
            ],
            options={
                'ordering': ['receiving_unit__sequence', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='document number')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('data', models.JSONField(default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='charter.programme')),
                ('placement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='placement.placement')),
            ],
            options={
                'ordering': ['-issued_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='selection.post')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='placement.placement')),
            ],
            options={
                'ordering': ['starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Division',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='division of work')),
                ('document_no', models.CharField(blank=True, max_length=60, verbose_name='document number')),
                ('on', models.DateField(verbose_name='decided on')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='divisions', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RelationRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('at', models.CharField(max_length=20)),
                ('letter_no', models.CharField(blank=True, max_length=60, verbose_name='letter number')),
                ('moved_on', models.DateField(null=True, verbose_name='moved on')),
                ('returned_on', models.DateField(null=True, verbose_name='moved back on')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='placement.placement')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('members', models.ManyToManyField(related_name='teams', to='placement.placement')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='charter.programme')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='TeamRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('team_leader', 'Team leader'), ('branch_secretary', 'Branch secretary'), ('liaison', 'Liaison officer')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='placement.team')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='team_roles', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='WelcomePack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facts', models.TextField(blank=True, verbose_name='the place in brief')),
                ('terms', models.TextField(blank=True, verbose_name='local terms and dialect')),
                ('contacts', models.TextField(blank=True, verbose_name='whom to ask')),
                ('notes', models.TextField(blank=True, verbose_name='practical notes')),
                ('updated_on', models.DateField(verbose_name='updated on')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='welcome_pack', to='organisations.organisation', verbose_name='unit')),
            ],
            options={
                'ordering': ['organisation__sequence', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MatchMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='selection.application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='selection.offer')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='charter.programme')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('application', 'offer'), name='one_mark')],
            },
        ),
        migrations.CreateModel(
            name='MatchPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='note')),
                ('instance', models.JSONField(default=dict)),
                ('result', models.JSONField(default=dict)),
                ('facts', models.JSONField(default=dict)),
                ('state', models.CharField(default='drafted', max_length=20)),
                ('made_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='charter.programme')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'number'), name='one_plan_number')],
            },
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='term_in_order'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(('sending_unit', models.F('receiving_unit')), _negated=True), name='two_units'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='holding_in_order'),
        ),
        migrations.AddConstraint(
            model_name='division',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='division_says_something'),
        ),
        migrations.AddConstraint(
            model_name='relationrow',
            constraint=models.UniqueConstraint(fields=('placement', 'kind'), name='one_relation'),
        ),
        migrations.AddConstraint(
            model_name='welcomepack',
            constraint=models.CheckConstraint(condition=models.Q(('contacts', ''), ('facts', ''), ('notes', ''), ('terms', ''), _negated=True), name='welcome_says'),
        ),
    ]
