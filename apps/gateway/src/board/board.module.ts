import { EventsController } from './events.controller.js';
import { ErasureController } from './erasure.controller.js';
import { JournalController } from './journal.controller.js';
import { JournalExportController } from './journal-export.controller.js';
import { PictureController } from './picture.controller.js';

/** The board's HTTP side, for the door. */
export const BOARD_CONTROLLERS = [PictureController, EventsController, JournalController, JournalExportController, ErasureController];
