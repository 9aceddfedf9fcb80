import type { BeyondTheSource, Capabilities, CapabilityRow } from '@meet/sdk';
import { Skeleton, useI18n } from '@meet/ui';
import { DataTable } from '../shell/DataTable';
import { Check, Minus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useClient } from '../client';
import { cellOf, isBeyond, rowName } from './capabilities';

/** What voice and video Meets can do, and what the phone can: as the server decides by it. */
export function CapabilityTable({ beyond }: { beyond: BeyondTheSource | null }) {
  const { t } = useI18n();
  const client = useClient();
  const [table, setTable] = useState<Capabilities | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    client.api.meets.capabilities().then(setTable, () => {
      setFailed(true);
    });
  }, [client]);
  if (failed) return <p className="setting__hint">{t('settings.error')}</p>;
  if (!table) return <Skeleton w="100%" h={200} />;
  return (
    <DataTable label={t('cap.what')} testId="capabilities">
      <thead>
        <tr>
          <th scope="col">{t('cap.what')}</th>
          {table.columns.map((column) => (
            <th key={column} scope="col">
              {t(`cap.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.key} data-testid={`cap-${row.key}`}>
            <th scope="row">{nameOf(row.key)}</th>
            {table.columns.map((column) => {
              const added = column === 'voiceAndVideo' && isBeyond(row.key) && beyond?.[row.key];
              return (
                <td key={column}>
                  <CellText value={added ? true : row[column]} />
                  {added && <span className="tag">{t('cap.beyond')}</span>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );

  function nameOf(key: string): string {
    const name = rowName(key);
    return name ? t(name) : key;
  }
}

function CellText({ value }: { value: CapabilityRow['phone'] }) {
  const { t } = useI18n();
  const cell = cellOf(value);
  switch (cell.type) {
    case 'yes':
      return (
        <span className="table__yes">
          <Check size={15} aria-hidden /> {t('cap.yes')}
        </span>
      );
    case 'no':
      return (
        <span className="table__no">
          <Minus size={15} aria-hidden /> {t('cap.no')}
        </span>
      );
    case 'people':
      return t('cap.people', { n: cell.n });
    case 'word':
      return t(cell.key);
    case 'text':
      return cell.text;
  }
}
