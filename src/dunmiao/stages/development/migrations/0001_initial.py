import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dunmiao.stages.common.sealed


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('charter', '0001_initial'),
        ('organisations', '0001_initial'),
        ('placement', '0001_initial'),
        ('selection', '0001_initial'),
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
            name='Gathering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('training', 'Training'), ('meeting', 'Meeting')], max_length=10)),
                ('kind', models.CharField(max_length=30, verbose_name='kind')),
                ('topic', models.CharField(max_length=80, verbose_name='topic')),
                ('held_on', models.DateField(verbose_name='held on')),
                ('until', models.DateField(blank=True, null=True, verbose_name='to')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='place')),
                ('host', models.CharField(blank=True, max_length=80, verbose_name='teacher or chair')),
                ('agenda', models.JSONField(default=list)),
                ('need', models.CharField(blank=True, max_length=60)),
                ('is_sending_off', models.BooleanField(default=False)),
                ('state', models.CharField(default='planned', max_length=20)),
                ('summary', models.CharField(blank=True, max_length=500, verbose_name='summary')),
                ('minutes_no', models.CharField(blank=True, max_length=60, verbose_name='minutes number')),
                ('taken_on', models.DateField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gatherings', to='charter.programme')),
            ],
            options={
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirmed_on', models.DateField(null=True)),
                ('remark', models.CharField(blank=True, max_length=200, verbose_name='remark')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='development.gathering')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='receiving unit')),
            ],
            options={
                'ordering': ['unit__sequence', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Invitee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_absent', models.BooleanField(default=False)),
                ('is_speaker', models.BooleanField(default=False)),
                ('speech', models.TextField(blank=True, max_length=1000, verbose_name='words')),
                ('speech_on', models.DateField(null=True)),
                ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitees', to='development.gathering')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invited', to='placement.placement')),
            ],
            options={
                'ordering': ['placement__receiving_unit__sequence', 'pk'],
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
            },
        ),
        migrations.CreateModel(
            name='NeedMet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need', models.CharField(max_length=60)),
                ('on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('gathering', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='closes', to='development.gathering')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs_met', to='placement.placement')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(default='draft', max_length=20)),
                ('fields', models.JSONField(default=dict)),
                ('tasks', models.JSONField(default=list)),
                ('agreed', models.JSONField(default=dict)),
                ('remark', models.CharField(blank=True, max_length=300, verbose_name='remark')),
                ('proposed_on', models.DateField(null=True)),
                ('agreed_on', models.DateField(null=True)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='placement.placement')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-revision'],
            },
        ),
        migrations.CreateModel(
            name='Reflection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('title', models.CharField(max_length=60, verbose_name='what it is about')),
                ('text', dunmiao.stages.common.sealed.SealedTextField(verbose_name='reflection')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reflections', to='placement.placement')),
                ('to_mentor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='placement.placement')),
                ('to_owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('to_receiver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('to_sender', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Rotation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('first_on', models.DateField(verbose_name='from')),
                ('months', models.PositiveSmallIntegerField(verbose_name='months of a period')),
                ('instance', models.JSONField(default=dict)),
                ('result', models.JSONField(default=dict)),
                ('state', models.CharField(default='drafted', max_length=20)),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='basis')),
                ('decided_on', models.DateField(null=True)),
                ('made_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rotations', to='charter.programme')),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='PostMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post_class', models.CharField(max_length=30, verbose_name='post class')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('opinion', models.CharField(blank=True, max_length=200, verbose_name="the person's word")),
                ('done_on', models.DateField(null=True)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='placement.placement')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='selection.post')),
                ('rotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='development.rotation')),
            ],
            options={
                'ordering': ['starts_on', 'pk'],
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
            name='StageCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(max_length=40)),
                ('on', models.DateField(verbose_name='day')),
                ('is_ready', models.BooleanField(verbose_name='goes on to the next stage')),
                ('evidence', models.CharField(max_length=300, verbose_name='what shows it')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stage_checks', to='placement.placement')),
            ],
            options={
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('held_on')), _connector='OR'), name='gathering_in_order'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.UniqueConstraint(fields=('gathering', 'unit'), name='one_handover'),
        ),
        migrations.AddConstraint(
            model_name='invitee',
            constraint=models.UniqueConstraint(fields=('gathering', 'placement'), name='invited_once'),
        ),
        migrations.AddConstraint(
            model_name='mentorship',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='mentor_in_order'),
        ),
        migrations.AddConstraint(
            model_name='needmet',
            constraint=models.UniqueConstraint(fields=('placement', 'need'), name='one_need_met'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(fields=('placement', 'revision'), name='one_plan_revision'),
        ),
        migrations.AddConstraint(
            model_name='reflection',
            constraint=models.CheckConstraint(condition=models.Q(('to_mentor', None), ('to_mentor', models.F('placement')), _connector='OR'), name='reflection_own_mentor'),
        ),
        migrations.AddConstraint(
            model_name='rotation',
            constraint=models.UniqueConstraint(fields=('programme', 'number'), name='one_rotation_number'),
        ),
        migrations.AddConstraint(
            model_name='rotation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'decided')), fields=('programme',), name='one_rotation_decided'),
        ),
        migrations.AddConstraint(
            model_name='postmove',
            constraint=models.UniqueConstraint(fields=('placement', 'starts_on'), name='one_move_a_day'),
        ),
        migrations.AddConstraint(
            model_name='postmove',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='move_in_order'),
        ),
        migrations.AddConstraint(
            model_name='stagecheck',
            constraint=models.UniqueConstraint(condition=models.Q(('is_ready', True)), fields=('placement', 'stage'), name='stage_left_once'),
        ),
    ]
