package city.hotline.node.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.time.SetTimeProvider;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.SparseRollCycles;
import net.openhft.chronicle.wire.Wire;

/**
 * A Chronicle queue of its own for each start, in an empty folder: none of Chronicle's recovery,
 * left-over locks or stale positions is ever met.
 *
 * <p>Chronicle's clock stands still until {@link #begin}: it rolls when the next file has room
 * reserved, not when the hour is full. Its index is the sparsest there is, as we do not use it.
 */
final class ChronicleWriter implements SegmentWriter {

  private static final RollCycle CYCLE = SparseRollCycles.LARGE_HOURLY_XSPARSE;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern(CYCLE.format()).withZone(ZoneOffset.UTC);

  /** Mapped at a time; a quarter of it, the most Chronicle writes at once, exceeds a slice. */
  private static final long BLOCK = 16 << 20;

  static {
    System.setProperty("chronicle.analytics.disable", "true");
    System.setProperty("chronicle.announcer.disable", "true");
    System.setProperty("chronicle.disk.monitor.disable", "true");
  }

  private final Path folder;
  private final SetTimeProvider hour = new SetTimeProvider();
  private final ChronicleQueue queue;
  private final ExcerptAppender appender;
  private final Bytes<?> document = Bytes.allocateElasticDirect(4096);
  private long end;

  ChronicleWriter(Path folder) throws IOException {
    this.folder = folder;
    this.queue =
        SingleChronicleQueueBuilder.single(folder.toFile())
            .rollCycle(CYCLE)
            .blockSize(BLOCK)
            .timeProvider(hour)
            .checkInterrupts(false)
            .build();
    if (!new Reserve(folder.resolve("metadata.cq4t"), 0).fillHoles()) {
      throw new IllegalStateException("no space for Chronicle's metadata in " + folder);
    }
    this.appender = queue.createAppender();
    appender.singleThreadedCheckDisabled(true);
    document.singleThreadedCheckDisabled(true);
  }

  @Override
  public Path fileOf(Instant time) {
    return folder.resolve(NAME.format(time) + ".cq4");
  }

  @Override
  public void begin(Instant time) {
    hour.currentTimeMillis(time.toEpochMilli());
  }

  @Override
  public long write(byte[] header, byte[] payload, int from, int length) {
    document.clear();
    document.write(header, 0, Frame.HEADER);
    document.write(payload, from, length);
    appender.writeBytes(document);
    Wire wire = appender.wire();
    if (wire == null) {
      throw new IllegalStateException("Chronicle has no file after a write");
    }
    end = wire.bytes().writePosition();
    return end - length - Frame.HEADER - 4;
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public void close() throws IOException {
    appender.close();
    queue.close();
    document.releaseLast();
  }
}
