import { Problem, type StaffMember } from '@meet/sdk';
import { Avatar, Button, Skeleton, Switch, useI18n, useStorePick, useToasts } from '@meet/ui';
import { DataTable } from '../shell/DataTable';
import { BadgeCheck, UserPlus, Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useClient } from '../client';
import { useStaff } from '../useStaff';
import { AddMember } from './AddMember';
import { Panel } from './parts';
import type { SettingsAccess } from './useSettings';

export function MembersSection({ access }: { access: SettingsAccess }) {
  const { t } = useI18n();
  const client = useClient();
  const toasts = useToasts();
  const read = useStaff();
  const [staff, setStaff] = useState(read);
  const [adding, setAdding] = useState(false);
  useEffect(() => {
    setStaff(read);
  }, [read]);
  const admin = access.settings?.admin ?? false;
  const plan = access.settings?.plan;
  const seats = staff?.filter((one) => one.operatorSeat).length ?? 0;

  const learn = (next: StaffMember) => {
    setStaff((known) => {
      const others = known ?? [];
      return others.some((one) => one.person.id === next.person.id)
        ? others.map((one) => (one.person.id === next.person.id ? next : one))
        : [...others, next];
    });
  };
  const change = (member: StaffMember, what: { operatorSeat?: boolean; admin?: boolean }) => {
    learn({ ...member, ...what });
    client.api.people.changeStaff(member.person.id, what).then(learn, (error: unknown) => {
      learn(member);
      toasts.problem(Problem.of(error));
    });
  };

  return (
    <>
      <Panel icon={<BadgeCheck size={18} />} title={t('settings.plan')}>
        <div className="setting">
          <div>
            <p className="setting__name" data-testid="plan">
              {plan ? planName() : <Skeleton w={90} h={16} />}
            </p>
            <p className="setting__hint">{t('settings.plan.hint')}</p>
          </div>
          <span className="tag tabular">{t('settings.seats', { n: seats })}</span>
        </div>
      </Panel>
      <Panel icon={<Users size={18} />} title={t('settings.members')} lead={t('settings.members.lead')}>
        {staff === null ? (
          <Skeleton w="100%" h={160} />
        ) : (
          <DataTable label={t('settings.members')} testId="members">
            <thead>
              <tr>
                <th scope="col">{t('team.people')}</th>
                <th scope="col">{t('settings.ready')}</th>
                <th scope="col">{t('team.seat')}</th>
                <th scope="col">{t('settings.admin')}</th>
              </tr>
            </thead>
            <tbody>
              {staff.map((member) => (
                <MemberRow
                  key={member.person.id}
                  member={member}
                  locked={!admin}
                  onChange={(what) => {
                    change(member, what);
                  }}
                />
              ))}
            </tbody>
          </DataTable>
        )}
        {admin && (
          <div className="form__actions">
            <Button
              onClick={() => {
                setAdding(true);
              }}
              data-testid="member-add"
            >
              <UserPlus size={15} aria-hidden /> {t('settings.members.add')}
            </Button>
          </div>
        )}
        <AddMember
          open={adding}
          onClose={() => {
            setAdding(false);
          }}
          onAdded={learn}
        />
      </Panel>
    </>
  );

  function planName(): string {
    return plan === 'free'
      ? t('settings.plan.free')
      : plan === 'paid'
        ? t('settings.plan.paid')
        : (plan ?? '');
  }
}

function MemberRow({
  member,
  locked,
  onChange,
}: {
  member: StaffMember;
  locked: boolean;
  onChange: (what: { operatorSeat?: boolean; admin?: boolean }) => void;
}) {
  const { t } = useI18n();
  const client = useClient();
  const { person } = member;
  const seen = useStorePick(client.world, (world) => world.presence[person.id]);
  const state = seen?.state ?? member.presence;
  const ready = seen?.ready ?? member.ready;
  return (
    <tr data-testid="member-row" data-staff-id={person.id}>
      <th scope="row">
        <span className="table__person">
          <Avatar person={person} size={30} presence={state} />
          <span className="truncate">
            {person.id === client.me.id ? t('common.youSuffix', { name: person.name }) : person.name}
            <span className="table__sub truncate">{member.email}</span>
          </span>
        </span>
      </th>
      <td>
        <span className={ready ? 'tag tag--live' : 'tag'}>
          {ready ? t('settings.ready.yes') : t(`presence.${state}`)}
        </span>
      </td>
      <td>
        <Switch
          id={`seat-${person.id}`}
          label={`${person.name} — ${t('team.seat')}`}
          checked={member.operatorSeat}
          disabled={locked}
          onChange={(operatorSeat) => {
            onChange({ operatorSeat });
          }}
          testId="member-seat"
        />
      </td>
      <td>
        <Switch
          id={`admin-${person.id}`}
          label={`${person.name} — ${t('settings.admin')}`}
          checked={member.admin}
          disabled={locked}
          onChange={(admin) => {
            onChange({ admin });
          }}
          testId="member-admin"
        />
      </td>
    </tr>
  );
}
