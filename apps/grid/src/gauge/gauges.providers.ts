import type { Provider } from '@nestjs/common';
import { AgeTicker } from '../reading/age.ticker.js';
import { FoldGauges } from '../reading/fold-gauges.js';
import { ReadingHandler } from '../reading/reading.handler.js';
import { RuleReading } from '../reading/rule-reading.js';
import { TakeReadings } from '../reading/take-readings.js';
import { TellReadings } from '../reading/tell-readings.js';
import { GaugeHandler } from './gauge.handler.js';
import { KeepGauges } from './keep-gauges.js';
import { KeepItems } from './keep-items.js';
import { RegisterGauges } from './register-gauges.js';
import { SilenceTicker } from './silence.ticker.js';
import { StateWater } from './state-water.js';

/** Gauges and their readings, as the service wires them. */
export const GAUGES: Provider[] = [RegisterGauges, KeepGauges, GaugeHandler, KeepItems, StateWater, SilenceTicker, TellReadings, FoldGauges, TakeReadings, RuleReading, ReadingHandler, AgeTicker];
