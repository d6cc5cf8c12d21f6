import { AwsJson1_1Protocol, AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { JsonCodec2, JsonShapeDeserializer2 } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';

type AnySchema = Parameters<JsonShapeDeserializer2['read']>[0];

const epochSeconds = 7;
const timestampFormat = { useTrait: true, default: epochSeconds } as const;

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * The SDK throws for a date that is no number, which would lose every row of the page. Here such a date is read as text, or
 * is an invalid Date.
 */
class TolerantDeserializer extends JsonShapeDeserializer2 {
  protected override _read(schema: AnySchema, value: unknown): unknown {
    try {
      return super._read(schema, value);
    } catch (error) {
      if (error instanceof TypeError && NormalizedSchema.of(schema).isTimestampSchema()) {
        return new Date(typeof value === 'string' && rfc3339.test(value) ? value : Number.NaN);
      }
      throw error;
    }
  }
}

class TolerantCodec extends JsonCodec2 {
  override createDeserializer(): TolerantDeserializer {
    const deserializer = new TolerantDeserializer(this.settings);
    if (this.serdeContext) deserializer.setSerdeContext(this.serdeContext);
    return deserializer;
  }
}

/** The protocol of AWS Backup and AWS Account Management, with tolerance for dates. */
export class TolerantRestJsonProtocol extends AwsRestJsonProtocol {
  constructor(settings: ConstructorParameters<typeof AwsRestJsonProtocol>[0]) {
    super({
      ...settings,
      jsonCodec: new TolerantCodec({ timestampFormat, httpBindings: true, jsonName: true }),
    });
  }
}

/** The protocol of AWS Organizations, with tolerance for dates. */
export class TolerantJsonProtocol extends AwsJson1_1Protocol {
  constructor(settings: ConstructorParameters<typeof AwsJson1_1Protocol>[0]) {
    super({ ...settings, jsonCodec: new TolerantCodec({ timestampFormat, jsonName: false }) });
  }
}
