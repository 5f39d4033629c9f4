package city.hotline.node.journal;

import com.google.protobuf.CodedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Walks the entries of one file: joins slices, takes apart what stands in one frame, passes over
 * heads, checks that places follow.
 *
 * <p>Each entry is exactly one top-level field, so that entries written one after the other can be
 * told apart.
 */
final class EntryReader implements Closeable {

  private final SegmentReader frames;

  /** The place the next frame must have; 0 if any will do. */
  private long expected;

  private long place;
  private long offset;
  private long end;
  private long nextPlace;
  private long forced;
  private byte[] payload = new byte[0];
  private int payloadAt;
  private byte[] bytes = payload;
  private SegmentReader.Step stop = SegmentReader.Step.END;
  private String reason = "";

  EntryReader(Path file, long from, long limit, long expected) throws IOException {
    this.frames = new SegmentReader(file, from, limit);
    this.end = from;
    this.expected = expected;
    this.nextPlace = expected;
  }

  /** Whether there is a next entry, which is then the current one. If not, see {@link #stop}. */
  boolean next() throws IOException {
    if (payloadAt == payload.length && !nextPayload()) {
      return false;
    }
    int from = payloadAt;
    payloadAt = endOfEntry(from);
    bytes =
        from == 0 && payloadAt == payload.length
            ? payload
            : Arrays.copyOfRange(payload, from, payloadAt);
    return true;
  }

  /** Where the entry that starts there ends; everything that is left if it is no entry. */
  private int endOfEntry(int from) {
    try {
      CodedInputStream in = CodedInputStream.newInstance(payload, from, payload.length - from);
      in.readTag();
      long length = in.readRawVarint32();
      long to = from + in.getTotalBytesRead() + length;
      return length >= 0 && to <= payload.length ? (int) to : payload.length;
    } catch (IOException e) {
      return payload.length;
    }
  }

  private boolean nextPayload() throws IOException {
    ByteArrayOutputStream slices = null;
    long first = 0;
    long at = 0;
    while (true) {
      stop = frames.next();
      reason = frames.reason();
      if (stop != SegmentReader.Step.FRAME) {
        if (slices != null && stop == SegmentReader.Step.END) {
          stop = SegmentReader.Step.UNFINISHED;
          reason = "an entry without its last part";
        }
        return false;
      }
      forced = Math.max(forced, frames.forced());
      if (expected != 0 && frames.place() != expected) {
        stop = SegmentReader.Step.DAMAGED;
        reason = "place " + frames.place() + " (expected: " + expected + ")";
        return false;
      }
      expected = frames.place();
      if (frames.head()) {
        end = frames.position();
        nextPlace = expected;
        continue;
      }
      expected++;
      if (slices == null) {
        first = frames.place();
        at = frames.offset();
      }
      if (slices == null && !frames.more()) {
        payload = frames.payload();
      } else {
        slices = slices == null ? new ByteArrayOutputStream() : slices;
        slices.writeBytes(frames.payload());
        if (frames.more()) {
          continue;
        }
        payload = slices.toByteArray();
      }
      payloadAt = 0;
      place = first;
      offset = at;
      end = frames.position();
      nextPlace = expected;
      return true;
    }
  }

  /** The place of the current entry. */
  long place() {
    return place;
  }

  /** Where the first frame with the current entry starts in the file. */
  long offset() {
    return offset;
  }

  /** The bytes of the current entry; the reader keeps no hold of them. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the last whole entry (or head) ends in the file. */
  long end() {
    return end;
  }

  /** The place after the last whole entry; 0 if not known yet. */
  long nextPlace() {
    return nextPlace;
  }

  /** The highest forced place seen so far. */
  long forced() {
    return forced;
  }

  /** Why there was no next entry. */
  SegmentReader.Step stop() {
    return stop;
  }

  String reason() {
    return reason;
  }

  /** The frames, standing at what stopped this reader. */
  SegmentReader frames() {
    return frames;
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }
}
