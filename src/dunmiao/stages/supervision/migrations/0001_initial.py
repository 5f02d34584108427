import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dunmiao.stages.common.sealed


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        ('placement', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('settles', models.DateField(null=True)),
                ('side', models.CharField(max_length=10)),
                ('with_whom', models.CharField(max_length=60, verbose_name='with whom')),
                ('text', models.CharField(max_length=300, verbose_name='in a sentence')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Entitlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('settles', models.DateField(null=True)),
                ('items', models.JSONField(default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.PositiveIntegerField(default=1)),
                ('is_on', models.BooleanField(default=True)),
                ('made_on', models.DateField()),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='feed', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('settles', models.DateField(null=True)),
                ('text', models.TextField(verbose_name='what was done')),
                ('task', models.CharField(blank=True, max_length=80, verbose_name='piece of work')),
                ('result', models.CharField(blank=True, max_length=200, verbose_name='result')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OpinionVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('settles', models.DateField(null=True)),
                ('heard_from', models.CharField(max_length=120, verbose_name='heard from')),
                ('text', models.TextField(max_length=2000, verbose_name='opinions')),
                ('told_on', models.DateField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('settles', models.DateField(null=True)),
                ('matter', models.CharField(max_length=300, verbose_name='matter')),
                ('advice', models.CharField(blank=True, max_length=300, verbose_name='advice')),
                ('explanation', models.CharField(blank=True, max_length=500, verbose_name='explanation')),
                ('explained_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('settles', models.DateField(null=True)),
                ('kind', models.CharField(max_length=30)),
                ('fields', models.JSONField(default=dict)),
                ('state', models.CharField(default='draft', max_length=20)),
                ('submitted_on', models.DateField(null=True)),
                ('seen', models.JSONField(default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('settles', models.DateField(null=True)),
                ('kind', models.CharField(max_length=40)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SupportRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('settles', models.DateField(null=True)),
                ('matter', models.TextField(max_length=1000, verbose_name='difficulty')),
                ('kind', models.CharField(max_length=30, verbose_name='kind')),
                ('answer_by', models.DateField(null=True, verbose_name='answer by')),
                ('answer', models.TextField(blank=True, max_length=1000, verbose_name='answer')),
                ('answered_on', models.DateField(null=True)),
                ('state', models.CharField(default='asked', max_length=20)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='handled by')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('settles', models.DateField(null=True)),
                ('kind', models.CharField(max_length=30, verbose_name='kind of talk')),
                ('given_by', models.CharField(max_length=60, verbose_name='talk given by')),
                ('notes', models.JSONField(default=dict, verbose_name='notes')),
                ('follow_up', models.CharField(blank=True, max_length=200, verbose_name='to follow up')),
                ('follow_up_on', models.DateField(blank=True, null=True, verbose_name='follow up by')),
                ('followed_on', models.DateField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TermChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('asked_on', models.DateField()),
                ('takes_effect_on', models.DateField(verbose_name='takes effect on')),
                ('explanation', models.TextField(blank=True, verbose_name="the person's explanation")),
                ('explained_on', models.DateField(null=True)),
                ('state', models.CharField(default='asked', max_length=20)),
                ('decided_on', models.DateField(null=True)),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='decision')),
                ('document_no', models.CharField(blank=True, max_length=60, verbose_name='document number')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='placement.placement')),
            ],
            options={
                'ordering': ['-asked_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(blank=True, max_length=40)),
                ('duty_due_on', models.DateField(blank=True, null=True)),
                ('issue', models.CharField(max_length=300, verbose_name='matter')),
                ('on', models.DateField(verbose_name='issued on')),
                ('due_on', models.DateField(verbose_name='settle by')),
                ('state', models.CharField(default='issued', max_length=20)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('placement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='placement.placement')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='responsible unit')),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='TicketNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('text', models.CharField(max_length=300, verbose_name='in a sentence')),
                ('state', models.CharField(max_length=20)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='supervision.ticket')),
            ],
            options={
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Waiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(max_length=40)),
                ('due_on', models.DateField()),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waivers', to='placement.placement')),
            ],
            options={
                'ordering': ['due_on'],
            },
        ),
        migrations.CreateModel(
            name='Borrow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('settles', models.DateField(null=True)),
                ('first_on', models.DateField(verbose_name='first day')),
                ('last_on', models.DateField(verbose_name='last day')),
                ('hours', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='hours in all')),
                ('matter', models.CharField(max_length=300, verbose_name='what for')),
                ('state', models.CharField(default='asked', max_length=20)),
                ('opinion', models.CharField(blank=True, max_length=300, verbose_name='opinion')),
                ('agrees', models.BooleanField(null=True, verbose_name='receiving unit agrees')),
                ('opined_on', models.DateField(null=True)),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='decision')),
                ('decided_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opined_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='borrow_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('channel', models.CharField(choices=[('email', 'E-mail'), ('gateway', 'Message gateway')], max_length=10, verbose_name='channel')),
                ('items', models.PositiveIntegerField(verbose_name='number of items')),
                ('lines', models.JSONField(default=list)),
                ('state', models.CharField(db_index=True, default='queued', max_length=20)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('fault', models.CharField(blank=True, max_length=200, verbose_name='fault')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'user', 'on', 'channel'), name='delivery_once_a_day'), models.CheckConstraint(condition=models.Q(('items__gt', 0)), name='delivery_of_something')],
            },
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('settles', models.DateField(null=True)),
                ('kind', models.CharField(max_length=30, verbose_name='kind of leave')),
                ('first_on', models.DateField(verbose_name='first day')),
                ('last_on', models.DateField(verbose_name='last day')),
                ('reason', dunmiao.stages.common.sealed.SealedTextField(blank=True, default='', verbose_name='reason')),
                ('level', models.CharField(max_length=30, verbose_name='approved by')),
                ('state', models.CharField(default='asked', max_length=20)),
                ('decided_on', models.DateField(null=True)),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='answer')),
                ('returned_on', models.DateField(null=True, verbose_name='back on')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='leave_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('settles', models.DateField(null=True)),
                ('month', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='placement.placement')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('placement', 'month'), name='one_month')],
            },
        ),
        migrations.CreateModel(
            name='Prompt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(max_length=40)),
                ('number', models.PositiveSmallIntegerField()),
                ('step', models.CharField(max_length=40)),
                ('owed_by', models.CharField(max_length=30)),
                ('to', models.CharField(max_length=30, verbose_name='sent to')),
                ('due_on', models.DateField(verbose_name='due')),
                ('on', models.DateField(db_index=True, verbose_name='sent on')),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prompts', to='placement.placement')),
                ('readers', models.ManyToManyField(related_name='prompts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('placement', 'duty', 'number', 'step'), name='prompt_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(condition=models.Q(('duty__gt', ''), ('state__in', ('issued', 'under_way', 'reported'))), fields=('placement', 'duty', 'duty_due_on'), name='ticket_once'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('on'))), name='ticket_in_order'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.UniqueConstraint(fields=('placement', 'duty', 'due_on'), name='one_waiver'),
        ),
    ]
