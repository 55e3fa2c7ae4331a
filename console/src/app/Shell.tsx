import { lazy, Suspense, useCallback } from 'react';
import { Router, Switch, Route, Redirect } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { AlarmProvider } from '../alarm/AlarmContext';
import { DeafWarning } from '../alarm/DeafWarning';
import { Board } from '../board/Board';
import { useFeed } from '../live/useLive';
import { OrderPage } from '../order/OrderPage';
import { useMay } from '../session/session';
import { ConfirmHost } from '../ui/confirm';
import { Header } from './Header';
import { KeyHelp } from './KeyHelp';
import { LineBanners } from './LineBanners';
import classes from './Shell.module.css';

const Manage = lazy(async () => ({ default: (await import('../manage/Manage')).Manage }));
const Report = lazy(async () => ({ default: (await import('../report/Report')).Report }));
const AvailabilityPage = lazy(async () => ({ default: (await import('../availability/AvailabilityPage')).AvailabilityPage }));

// Shell is the console of somebody who is signed in.
export function Shell() {
  const mayManage = useMay('manager');
  const leave = useCallback(() => location.reload(), []);
  useFeed(leave);
  return (
    <Router hook={useHashLocation}>
      <AlarmProvider>
        <div className={classes.shell}>
          <Header />
          <LineBanners />
          <DeafWarning />
          <main className={classes.main}>
            <Suspense fallback={null}>
              <Switch>
                <Route path="/">{() => <Board tab="board" />}</Route>
                <Route path="/board/:tab">{({ tab }) => <Board tab={tab} />}</Route>
                <Route path="/orders/:id">{({ id }) => <OrderPage key={id} id={id} />}</Route>
                <Route path="/menu/:id">{({ id }) => <AvailabilityPage id={id} />}</Route>
                {mayManage && <Route path="/report" component={Report} />}
                {mayManage && <Route path="/manage/:section/:chosen?">{({ section, chosen }) => <Manage section={section} chosen={chosen} />}</Route>}
                <Route>
                  <Redirect to="/" />
                </Route>
              </Switch>
            </Suspense>
          </main>
        </div>
        <KeyHelp />
        <ConfirmHost />
      </AlarmProvider>
    </Router>
  );
}
