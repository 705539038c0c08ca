import { can } from '../../shared/domain/access/matrix.ts';
import { api } from '../api.ts';
import { Answered } from '../desk/answered.tsx';
import type { Overview } from '../desk/answers.ts';
import { useDesk } from '../desk/desk.ts';
import { DeskPage } from '../desk/desk-page.tsx';
import { type Read, useAnswer } from '../desk/use-answer.ts';
import { buttonClass } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Panel } from '../ui/panel.tsx';
import { useWords } from '../ui/words.tsx';
import { ImportPanel } from './import-panel.tsx';
import { PhonesPanel } from './phones-panel.tsx';
import { WorkersPanel } from './workers-panel.tsx';

const readOverview: Read<null, Overview> = (_, options) => api.admin.overview.query(undefined, options);

/** The site, its people and phones, its master data, and what is printed of them. */
export function AdminScreen() {
  const words = useWords();
  const reading = useAnswer(readOverview, null);
  return (
    <DeskPage title={words.say('home.admin')}>
      <Answered reading={reading}>{(overview) => <Administration overview={overview} onChanged={reading.again} />}</Answered>
    </DeskPage>
  );
}

export function Administration({ overview, onChanged }: { overview: Overview; onChanged: () => void }) {
  const { roles } = useDesk();
  return (
    <>
      <div className="admin-top">
        <SitePanel overview={overview} />
        <SheetsPanel />
      </div>
      {can(roles, 'manage-people') && (
        <>
          <WorkersPanel workers={overview.workers} />
          <PhonesPanel devices={overview.devices} onChanged={onChanged} />
        </>
      )}
      <ImportPanel onImported={onChanged} />
    </>
  );
}

const COUNTS = ['zones', 'bins', 'items', 'openLots'] as const;

function SitePanel({ overview: { site, counts } }: { overview: Overview }) {
  const words = useWords();
  return (
    <Panel title={words.say('admin.site')}>
      {site && (
        <p className="admin-site">
          <strong>{site.name}</strong>
          <span className="quiet">{[site.code, site.timeZone, site.gln].filter(Boolean).join(' · ')}</span>
        </p>
      )}
      <dl className="facts">
        {COUNTS.map((name) => (
          <div key={name}>
            <dt>{words.say(`admin.${name}`)}</dt>
            <dd>{counts[name]}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

const SHEETS = ['lots', 'pallets', 'bins', 'badges', 'commands'] as const;

/** Sheets open in a tab of their own: they are pages to print, not screens. */
function SheetsPanel() {
  const words = useWords();
  return (
    <Panel title={words.say('admin.sheets')}>
      <ul className="admin-sheets">
        {SHEETS.map((name) => (
          <li key={name}>
            <a className={buttonClass({ size: 'compact' })} href={`/labels/${name}`} target="_blank" rel="noreferrer">
              <Icon name="print" />
              {words.say(`admin.sheet.${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
