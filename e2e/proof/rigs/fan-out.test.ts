import { shortForm } from '../short-form.ts';
import fanOut from './fan-out.ts';

shortForm(fanOut, { finds: ['fan-out-passes-before-it-raises'] }); // the other takes as long again
