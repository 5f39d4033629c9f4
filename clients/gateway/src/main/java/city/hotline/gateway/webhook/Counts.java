package city.hotline.gateway.webhook;

import java.util.concurrent.atomic.LongAdder;

/** What a line has done since the gateway started. Thread-safe. */
final class Counts {
  final LongAdder delivered = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder died = new LongAdder();
}
