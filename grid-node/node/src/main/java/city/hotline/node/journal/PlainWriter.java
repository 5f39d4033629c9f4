package city.hotline.node.journal;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A system call a document. A kill in its middle leaves a document that ends in zeros. */
final class PlainWriter implements SegmentWriter {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HH'.plain'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private @Nullable FileChannel channel;
  private ByteBuffer document = ByteBuffer.allocateDirect(4096).order(ByteOrder.LITTLE_ENDIAN);
  private long end;

  PlainWriter(Path folder) {
    this.folder = folder;
  }

  @Override
  public Path fileOf(Instant hour) {
    return folder.resolve(NAME.format(hour));
  }

  @Override
  public void begin(Instant hour) throws IOException {
    close();
    channel = FileChannel.open(fileOf(hour), WRITE);
    end = 0;
  }

  @Override
  public long write(byte[] header, byte[] payload, int from, int length) throws IOException {
    if (channel == null) {
      throw new IllegalStateException("no file begun");
    }
    int needed = 4 + Frame.HEADER + length;
    if (needed > document.capacity()) {
      document = ByteBuffer.allocateDirect(needed * 2).order(ByteOrder.LITTLE_ENDIAN);
    }
    document.clear();
    document.putInt(Frame.HEADER + length);
    document.put(header, 0, Frame.HEADER).put(payload, from, length).flip();
    long at = (end + 3) & ~3L;
    while (document.hasRemaining()) {
      channel.write(document, at + document.position());
    }
    end = at + needed;
    return at;
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
