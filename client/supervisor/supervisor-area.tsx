import './supervisor.css';
import { useEffect } from 'react';
import { Route, Switch } from 'wouter';
import { can } from '../../shared/domain/access/matrix.ts';
import { useNamed } from '../desk/address.ts';
import { DeskContext } from '../desk/desk.ts';
import { NoPage, NotAllowed } from '../desk/no-page.tsx';
import { useDeskOf } from '../desk/use-desk-of.ts';
import { thisPhone } from '../local/phone.ts';
import type { Shift } from '../queue/outbox-database.ts';
import { actAs } from '../queue/shift.ts';
import { AnomaliesScreen } from './anomalies-screen.tsx';
import { AnomalyScreen } from './anomaly-screen.tsx';
import { FindScreen } from './find-screen.tsx';
import { LotAgeScreen } from './lot-age-screen.tsx';
import { LotScreen } from './lot-screen.tsx';
import { PhonesScreen } from './phones-screen.tsx';
import { StuckScreen } from './stuck-screen.tsx';
import { TodayScreen } from './today-screen.tsx';

/** The supervisor's pages. Decisions are made in a role that may make them, whatever was done before in another. */
export function SupervisorArea({ shift }: { shift: Shift }) {
  const desk = useDeskOf(shift);
  const named = useNamed();
  const role = [shift.role, ...shift.roles].find((each) => can([each], 'decide-quality'));
  useEffect(() => {
    if (role && role !== shift.role) void actAs(thisPhone().outbox, role);
  }, [role, shift.role]);
  return (
    <DeskContext value={desk}>
      {can(shift.roles, 'read-everything') ? (
        <Switch>
          <Route path="/supervisor" component={TodayScreen} />
          <Route path="/supervisor/anomalies" component={AnomaliesScreen} />
          <Route path="/supervisor/anomalies/*">{named ? <AnomalyScreen key={named} id={named} /> : <NoPage />}</Route>
          <Route path="/supervisor/lots" component={LotAgeScreen} />
          <Route path="/supervisor/lots/*">{named ? <LotScreen key={named} named={named} /> : <NoPage />}</Route>
          <Route path="/supervisor/stuck" component={StuckScreen} />
          <Route path="/supervisor/phones" component={PhonesScreen} />
          <Route path="/supervisor/find" component={FindScreen} />
          <Route component={NoPage} />
        </Switch>
      ) : (
        <NotAllowed />
      )}
    </DeskContext>
  );
}
