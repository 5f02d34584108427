import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dunmiao.stages.common.sealed


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('charter', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(max_length=80, verbose_name='deciding body')),
                ('met_on', models.DateField(verbose_name='met on')),
                ('document_no', models.CharField(max_length=60, verbose_name='minutes reference')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('plan', models.PositiveBigIntegerField(null=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='charter.programme')),
            ],
            options={
                'ordering': ['-met_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('into', models.CharField(default='selection', max_length=12)),
                ('file_name', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('accepted', models.PositiveIntegerField(default=0)),
                ('report', models.JSONField(default=dict)),
                ('made', models.JSONField(default=list)),
                ('last_entry', models.PositiveBigIntegerField(default=0)),
                ('content', dunmiao.stages.common.sealed.SealedTextField(blank=True, default='')),
                ('imported_at', models.DateTimeField()),
                ('state', models.CharField(default='checked', max_length=20)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='charter.programme')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='application number')),
                ('route', models.CharField(default='open', max_length=20, verbose_name='route')),
                ('came_by', models.CharField(default='unit', max_length=12)),
                ('rank_class', models.CharField(blank=True, max_length=30, verbose_name='rank class')),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='basis document')),
                ('state', models.CharField(default='submitted', max_length=20)),
                ('applied_on', models.DateField(verbose_name='applied on')),
                ('accepts_other', models.BooleanField(default=True, verbose_name='accepts another post')),
                ('wish_note', models.CharField(blank=True, max_length=200, verbose_name='difficulty to know')),
                ('unit_opinion', models.CharField(blank=True, max_length=200, verbose_name="unit's opinion")),
                ('unit_agreed_on', models.DateField(null=True)),
                ('is_unit_agreed', models.BooleanField(null=True, verbose_name='sending unit agrees')),
                ('findings', models.JSONField(default=list)),
                ('reviewed_on', models.DateField(null=True)),
                ('left_stage', models.CharField(blank=True, max_length=30)),
                ('left_reason', models.JSONField(default=dict)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='people.person')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='charter.programme')),
                ('sending_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='organisations.organisation', verbose_name='sending unit')),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='selection.importbatch')),
            ],
            options={
                'ordering': ['sending_unit__sequence', 'person__stroke_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('route', models.CharField(max_length=20)),
                ('state', models.CharField(default='asked', max_length=20)),
                ('asked_on', models.DateField(verbose_name='asked on')),
                ('due_on', models.DateField(verbose_name='by')),
                ('least', models.PositiveSmallIntegerField(verbose_name='at least')),
                ('most', models.PositiveSmallIntegerField(null=True, verbose_name='at most')),
                ('limit_reason', models.CharField(blank=True, max_length=200, verbose_name='why another number')),
                ('body', models.CharField(blank=True, max_length=60, verbose_name='meeting')),
                ('met_on', models.DateField(null=True, verbose_name='met on')),
                ('resolution_no', models.CharField(blank=True, max_length=60, verbose_name='resolution reference')),
                ('declined_because', models.CharField(blank=True, max_length=300, verbose_name='why nobody is named')),
                ('answered_on', models.DateField(null=True, verbose_name='answered on')),
                ('returned_because', models.CharField(blank=True, max_length=300, verbose_name='why it was sent back')),
                ('revision', models.PositiveSmallIntegerField(default=1, verbose_name='revision')),
                ('decided_on', models.DateField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='charter.programme')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='organisations.organisation', verbose_name='unit')),
            ],
            options={
                'ordering': ['-programme', 'unit__sequence', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Nominee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank_class', models.CharField(blank=True, max_length=30, verbose_name='rank class')),
                ('reason', models.CharField(max_length=300, verbose_name='why this person')),
                ('application', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='nominee', to='selection.application')),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominees', to='selection.nomination')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named_by', to='people.person')),
            ],
            options={
                'ordering': ['nomination', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('places', models.PositiveSmallIntegerField(default=1, verbose_name='places')),
                ('must_fill', models.PositiveSmallIntegerField(default=0, verbose_name='at least')),
                ('direction', models.CharField(max_length=12, verbose_name='direction')),
                ('front', models.CharField(blank=True, max_length=30, verbose_name='front')),
                ('filing_no', models.CharField(blank=True, max_length=60, verbose_name='filing reference')),
                ('is_confirmed', models.BooleanField(default=False)),
                ('willingness', models.CharField(default='yes', max_length=10, verbose_name='willing')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('exchange_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='exchange partner')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='charter.programme')),
            ],
            options={
                'ordering': ['post__organisation__sequence', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='application',
            name='offer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='selection.offer', verbose_name='post applied for'),
        ),
        migrations.CreateModel(
            name='PoolMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='candidate', max_length=20)),
                ('state_reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('state_on', models.DateField(verbose_name='since')),
                ('entered_on', models.DateField(verbose_name='entered on')),
                ('rank_class', models.CharField(blank=True, max_length=30, verbose_name='rank class')),
                ('grassroots_months', models.PositiveSmallIntegerField(null=True)),
                ('is_three_gates', models.BooleanField(null=True)),
                ('reckoned_on', models.DateField(null=True)),
                ('willing', models.CharField(blank=True, max_length=10, verbose_name='would go')),
                ('wish_place', models.CharField(blank=True, max_length=80, verbose_name='place wished for')),
                ('wish_post', models.CharField(blank=True, max_length=80, verbose_name='post wished for')),
                ('difficulty', models.CharField(blank=True, max_length=200, verbose_name='difficulty to know')),
                ('wished_on', models.DateField(null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pool', to='organisations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pool', to='people.person')),
            ],
            options={
                'ordering': ['person__unit__sequence', 'person__stroke_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='post title')),
                ('post_class', models.CharField(blank=True, max_length=30, verbose_name='post class')),
                ('duties', models.TextField(blank=True, verbose_name='duties')),
                ('need_majors', models.JSONField(default=list, verbose_name='majors needed')),
                ('need_experience', models.JSONField(default=list, verbose_name='experience needed')),
                ('need_abilities', models.JSONField(default=dict, verbose_name='abilities needed')),
                ('difficulty', models.JSONField(default=list, verbose_name='difficulty')),
                ('is_difficulty_confirmed', models.BooleanField(default=False)),
                ('capacity', models.PositiveSmallIntegerField(default=1, verbose_name='places')),
                ('counts_headcount', models.BooleanField(default=False, verbose_name="counts against the unit's leadership quota")),
                ('is_active', models.BooleanField(default=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='organisations.organisation', verbose_name='unit')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='selection.post')),
            ],
            options={
                'ordering': ['organisation__sequence', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='offer',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='selection.post', verbose_name='post'),
        ),
        migrations.CreateModel(
            name='Publicity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('working_days', models.PositiveSmallIntegerField()),
                ('contact', models.CharField(max_length=120, verbose_name='where to object')),
                ('state', models.CharField(default='posted', max_length=20)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publicities', to='selection.decision')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publicities', to='charter.programme')),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DecisionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('differs', models.CharField(blank=True, max_length=200, verbose_name='why not as planned')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decided', to='selection.application')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='selection.decision')),
                ('instead_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='selection.application', verbose_name='instead of')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decided', to='selection.offer')),
                ('publicity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='selection.publicity')),
            ],
            options={
                'ordering': ['offer__post__organisation__sequence', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PublicityObjection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('source', models.CharField(max_length=60, verbose_name='from')),
                ('text', models.TextField(verbose_name='objection')),
                ('state', models.CharField(default='received', max_length=20)),
                ('finding', models.TextField(blank=True, verbose_name='finding')),
                ('decided_on', models.DateField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='selection.application', verbose_name='person concerned')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('publicity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='selection.publicity')),
            ],
            options={
                'ordering': ['received_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('system', models.CharField(blank=True, max_length=30, verbose_name='sending system')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotas', to='charter.programme')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='receiving unit')),
            ],
            options={
                'ordering': ['-system', 'unit__sequence', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StageRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(max_length=30)),
                ('sequence', models.PositiveSmallIntegerField()),
                ('state', models.CharField(default='waiting', max_length=20)),
                ('opened_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('result', models.JSONField(default=dict)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='charter.programme')),
            ],
            options={
                'ordering': ['programme', 'sequence'],
            },
        ),
        migrations.CreateModel(
            name='StageEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='score')),
                ('is_absent', models.BooleanField(default=False, verbose_name='absent')),
                ('is_passed', models.BooleanField(null=True, verbose_name='found suitable')),
                ('note', models.TextField(blank=True, verbose_name='findings')),
                ('total', models.DecimalField(decimal_places=3, max_digits=7, null=True)),
                ('place', models.PositiveIntegerField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=20)),
                ('why', models.CharField(blank=True, max_length=20)),
                ('reason', models.JSONField(default=dict)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='selection.application')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='selection.stageround')),
            ],
            options={
                'ordering': ['round', 'application__offer', 'place', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SurveyReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='asked', max_length=20)),
                ('asked_on', models.DateField(verbose_name='asked on')),
                ('due_on', models.DateField(verbose_name='by')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='persons confirmed')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('confirmed_on', models.DateField(null=True, verbose_name='confirmed on')),
                ('returned_because', models.CharField(blank=True, max_length=300, verbose_name='why it was sent back')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='charter.programme')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='organisations.organisation', verbose_name='unit')),
            ],
            options={
                'ordering': ['-programme', 'unit__sequence', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Willingness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(blank=True, max_length=10)),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('asked_on', models.DateField()),
                ('answered_on', models.DateField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='willing', to='organisations.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='willing', to='charter.programme')),
            ],
            options={
                'ordering': ['organisation__sequence', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(max_length=10)),
                ('rank', models.PositiveSmallIntegerField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='selection.application')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='selection.offer')),
            ],
            options={
                'ordering': ['side', 'rank'],
            },
        ),
        migrations.CreateModel(
            name='EligibilityOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=60)),
                ('is_passed', models.BooleanField()),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('decided_on', models.DateField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to='selection.application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['decided_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('application', 'rule'), name='one_override')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200, verbose_name='why this person')),
                ('state', models.CharField(default='sent', max_length=20)),
                ('sent_on', models.DateField()),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name="the unit's answer")),
                ('answered_on', models.DateField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='people.person')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='charter.programme')),
                ('sending_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='organisations.organisation', verbose_name='sending unit')),
            ],
            options={
                'ordering': ['-sent_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'person'), name='one_invitation')],
            },
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(fields=('programme', 'unit'), name='one_nomination'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(('most', None), ('most__gte', models.F('least')), _connector='OR'), name='nomination_room'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('declined_because', ''), _negated=True), _connector='OR'), name='declined_why'),
        ),
        migrations.AddConstraint(
            model_name='nominee',
            constraint=models.UniqueConstraint(fields=('nomination', 'person'), name='one_nominee'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('programme', 'person'), name='one_application'),
        ),
        migrations.AddConstraint(
            model_name='poolmember',
            constraint=models.UniqueConstraint(fields=('owner', 'person'), name='one_pool_member'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='post_has_room'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.UniqueConstraint(fields=('programme', 'post'), name='one_offer'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('places__gte', models.F('must_fill'))), name='offer_room'),
        ),
        migrations.AddConstraint(
            model_name='publicity',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='publicity_order'),
        ),
        migrations.AddConstraint(
            model_name='decisionline',
            constraint=models.UniqueConstraint(fields=('decision', 'application'), name='one_line'),
        ),
        migrations.AddConstraint(
            model_name='quota',
            constraint=models.UniqueConstraint(condition=models.Q(('unit', None)), fields=('programme', 'system'), name='one_system_quota'),
        ),
        migrations.AddConstraint(
            model_name='quota',
            constraint=models.UniqueConstraint(condition=models.Q(('unit', None), _negated=True), fields=('programme', 'unit'), name='one_unit_quota'),
        ),
        migrations.AddConstraint(
            model_name='quota',
            constraint=models.CheckConstraint(condition=models.Q(('unit', None), ('system', ''), _connector='XOR'), name='quota_of_one_side'),
        ),
        migrations.AddConstraint(
            model_name='stageround',
            constraint=models.UniqueConstraint(fields=('programme', 'stage'), name='one_round'),
        ),
        migrations.AddConstraint(
            model_name='stageentry',
            constraint=models.UniqueConstraint(fields=('round', 'application'), name='one_entry'),
        ),
        migrations.AddConstraint(
            model_name='stageentry',
            constraint=models.CheckConstraint(condition=models.Q(('score', None), ('is_absent', False), _connector='OR'), name='absent_or_scored'),
        ),
        migrations.AddConstraint(
            model_name='stageentry',
            constraint=models.CheckConstraint(condition=models.Q(('score', None), ('score__gte', 0), _connector='OR'), name='score_not_less'),
        ),
        migrations.AddConstraint(
            model_name='surveyreport',
            constraint=models.UniqueConstraint(fields=('programme', 'unit'), name='one_survey_report'),
        ),
        migrations.AddConstraint(
            model_name='willingness',
            constraint=models.UniqueConstraint(fields=('programme', 'organisation'), name='asked_once'),
        ),
        migrations.AddConstraint(
            model_name='willingness',
            constraint=models.CheckConstraint(condition=models.Q(('answer__in', ('', 'yes')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='no_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.UniqueConstraint(fields=('application', 'offer', 'side'), name='one_wish'),
        ),
    ]
