/** A worker process of the simulation. It does one job at a time, and answers each with its summary. */
import * as v from 'valibot';
import { jobSchema, runJob } from './jobs.ts';
import { catchBugs } from './simulate.ts';

catchBugs();
process.on('message', (message) => {
  runJob(v.parse(jobSchema, message)).then(
    (summary) => process.send?.(summary),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
