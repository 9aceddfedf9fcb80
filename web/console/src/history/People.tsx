import type { ParticipantView } from '@meet/sdk';
import { Avatar, useI18n } from '@meet/ui';
import { DataTable } from '../shell/DataTable';

/** Who was there, from when to when, and how each connection was. */
export function People({ people }: { people: readonly ParticipantView[] }) {
  const { t, fmt } = useI18n();
  return (
    <DataTable label={t('story.who')} testId="meet-people">
      <thead>
        <tr>
          <th scope="col">{t('story.who')}</th>
          <th scope="col">{t('story.time')}</th>
          <th scope="col">{t('quality.score')}</th>
          <th scope="col">{t('quality.loss')}</th>
          <th scope="col">{t('quality.jitter')}</th>
          <th scope="col">{t('quality.roundTrip')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ person, joinedAt, leftAt, quality }) => (
          <tr key={person.id}>
            <th scope="row">
              <span className="table__person">
                <Avatar person={person} size={28} />
                <span className="truncate">{person.name}</span>
              </span>
            </th>
            <td className="tabular">
              {joinedAt
                ? `${fmt.seconds(joinedAt)} – ${leftAt ? fmt.seconds(leftAt) : ''}`
                : t('story.notJoined')}
            </td>
            {quality ? (
              <>
                <td>
                  <span className="score" data-level={level(quality.score)} data-testid="quality-score">
                    {quality.score} · {t(`quality.${level(quality.score)}`)}
                  </span>
                </td>
                <td className="tabular">{quality.lossPercent.toFixed(1)} %</td>
                <td className="tabular">{Math.round(quality.jitterMs)} ms</td>
                <td className="tabular">{Math.round(quality.roundTripMs)} ms</td>
              </>
            ) : (
              <td colSpan={4} className="profile__unset">
                {t('quality.none')}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

/** As the bars in a Meet: 80, 60 and 40 are the steps. */
function level(score: number): 'good' | 'fair' | 'weak' | 'bad' {
  return score >= 80 ? 'good' : score >= 60 ? 'fair' : score >= 40 ? 'weak' : 'bad';
}
