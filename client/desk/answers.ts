import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/api/router.ts';

type Answers = inferRouterOutputs<AppRouter>;
type Questions = inferRouterInputs<AppRouter>;

export type AgeQuestion = Questions['lots']['age'];
export type LotAge = Answers['lots']['age'];
export type AgedLot = LotAge['rows'][number];
export type AgeCell = LotAge['cells'][number];
export type AgeBucket = LotAge['ageBuckets'][number];
export type ExpiryBucket = LotAge['expiryBuckets'][number];

export type LotPage = NonNullable<Answers['lots']['page']>;
export type LifeEvent = LotPage['life'][number];
export type FoundLot = Answers['lots']['search'][number];

export type BoardPhone = Answers['devices']['board'][number];

export type StuckRow = Answers['stuck']['list'][number];

export type AnomalyList = Answers['anomalies']['list'];
export type AnomalyRow = AnomalyList['rows'][number];
export type AnomalyPage = NonNullable<Answers['anomalies']['one']>;
export type ClaimSaid = AnomalyPage['said'][number];
export type AnomalyStep = AnomalyPage['history'][number];

export type Overview = Answers['admin']['overview'];
export type ImportReply = Answers['admin']['importData'];
