import * as z from 'zod';
import { type RestoreConcurrency, restoreQuotas } from '../../restores/coverage/recovery-time.js';
import { criteriaOptions } from './criteria-options.js';
import { textOption, wholeNumberOption } from './text-option.js';

const { plan: _, ...criteria } = criteriaOptions;

const application = z.strictObject({
  name: textOption(/^\S(?:.{0,126}\S)?$/, 'a name of 1 to 128 characters such as orders')
    .exactOptional()
    .meta({
      asWritten: true,
      description:
        'The name of the application: the label `application` of its series. Several entries of the same name are one application.',
    }),
  byTag: textOption(/^[^\s=*?][^=*?]{0,127}$/, 'the key of a tag such as app')
    .exactOptional()
    .meta({
      asWritten: true,
      description:
        'Instead of a name, the key of a tag: each of its values is the name of an application. A resource without the tag is of none.',
    }),
  ...criteria,
});

/** The resources that are of use together only. */
export const applicationsOptions = z.array(application).prefault([]).meta({
  description:
    'Applications: resources that are of use together only. A resource is of every application that an entry fits.',
});

function restoresOf(type: keyof RestoreConcurrency) {
  return wholeNumberOption(1, 100_000)
    .prefault(restoreQuotas[type])
    .meta({ description: `Restores of ${type} that run at once.` });
}

/** The restores that AWS Backup runs at once. */
export const restoreConcurrencyOptions = z
  .strictObject({
    Aurora: restoresOf('Aurora'),
    DocumentDB: restoresOf('DocumentDB'),
    DynamoDB: restoresOf('DynamoDB'),
    EBS: restoresOf('EBS'),
    EC2: restoresOf('EC2'),
    EFS: restoresOf('EFS'),
    FSx: restoresOf('FSx'),
    Neptune: restoresOf('Neptune'),
    RDS: restoresOf('RDS'),
    S3: restoresOf('S3'),
  })
  .prefault({})
  .meta({
    description:
      'The restores of each resource type that AWS Backup runs at once in an account and region, from which the recovery times of `applications` are computed. The defaults are those of AWS.',
  });
