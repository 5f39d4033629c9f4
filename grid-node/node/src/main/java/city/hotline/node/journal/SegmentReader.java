package city.hotline.node.journal;

import static java.nio.file.StandardOpenOption.READ;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Walks the frames of one file by plain reads: it neither maps nor changes anything and trusts no
 * length before it has checked it. One thread.
 */
final class SegmentReader implements Closeable {

  /** What the reader stands at. */
  enum Step {
    /** A sound frame. */
    FRAME,
    /** Nothing more was written here: an end mark, the end of the file, or a zero word. */
    END,
    /** A document that was never finished. */
    UNFINISHED,
    /** The file ends within a document. */
    CUT_OFF,
    /** A finished document that is not what was written. */
    DAMAGED
  }

  private static final int BUFFER = 64 << 10;
  private static final int LONGEST = Frame.HEADER + Frame.SLICE;

  private final Path file;
  private final FileChannel channel;
  private final long limit;
  private byte[] buffer = new byte[BUFFER];
  private ByteBuffer view = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
  private long bufferStart;
  private int bufferLength;

  private long position;
  private long offset;
  private long place;
  private long forced;
  private int flags;
  private byte[] payload = new byte[0];
  private String reason = "";

  SegmentReader(Path file, long from) throws IOException {
    this(file, from, Long.MAX_VALUE);
  }

  SegmentReader(Path file, long from, long limit) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, READ);
    this.limit = Math.min(limit, channel.size());
    this.position = from;
  }

  /** Goes on to the next frame; stays where it is unless it finds one. */
  Step next() throws IOException {
    long at = position;
    while (true) {
      long aligned = (at + 3) & ~3L;
      if (aligned + 4 > limit) {
        return stop(Math.min(at, limit), Step.END, "");
      }
      if (!zeros(at, aligned)) {
        return stop(at, Step.DAMAGED, "bytes between two documents");
      }
      at = aligned;
      int word = intAt(at);
      if ((word == 0 || word == Frame.NOT_READY) && isWholeFrame(at)) {
        return Step.FRAME;
      }
      if (word == 0 || word == Frame.END_OF_FILE) {
        return stop(at, Step.END, "");
      }
      if ((word & Frame.NOT_READY) != 0) {
        return stop(at, Step.UNFINISHED, "an unfinished document");
      }
      int length = word & Frame.LENGTH;
      if (at + 4 + length > limit) {
        return stop(at, Step.CUT_OFF, "a document of " + length + " bytes, cut off");
      }
      if ((word & Frame.NOT_DATA) == 0) {
        return frame(at, length);
      }
      at += 4L + length;
    }
  }

  /**
   * Whether only the length of the document is missing: killed between the last byte of the frame
   * and that word. The frame is as good as any, it has its own length and checksums.
   */
  private boolean isWholeFrame(long at) throws IOException {
    if (at + 4 + Frame.HEADER > limit || !readFrameAt(at + 4)) {
      reason = "";
      return false;
    }
    offset = at;
    position = at + 4 + Frame.HEADER + payload.length;
    return true;
  }

  private Step frame(long at, int length) throws IOException {
    if (length < Frame.HEADER || length > LONGEST) {
      return stop(at, Step.DAMAGED, "a document of " + length + " bytes");
    }
    if (!readFrameAt(at + 4) || payload.length != length - Frame.HEADER) {
      return stop(at, Step.DAMAGED, reason.isEmpty() ? "a wrong length" : reason);
    }
    offset = at;
    position = at + 4 + length;
    reason = "";
    return Step.FRAME;
  }

  /** Reads the frame that starts at this byte; false, with a reason, if there is none. */
  private boolean readFrameAt(long at) throws IOException {
    reason = "";
    int index = ensure(at, Frame.HEADER);
    if (index < 0 || !Frame.hasMagic(buffer, index)) {
      reason = "no frame";
      return false;
    }
    if (view.getInt(index + 4) != Frame.headerCrc(buffer, index)) {
      reason = "a frame header whose checksum differs";
      return false;
    }
    int version = buffer[index + 2];
    if (version > Frame.VERSION) {
      throw new JournalUnavailable(
          file
              + " was written by a newer version of this program (journal format "
              + version
              + "; this one reads up to "
              + Frame.VERSION
              + "). Start the newer version",
          null);
    }
    flags = buffer[index + 3];
    place = view.getLong(index + 8);
    forced = view.getLong(index + 16);
    int payloadCrc = view.getInt(index + 24);
    int length = view.getInt(index + 28);
    index = length < 0 || length > Frame.SLICE ? -1 : ensure(at, Frame.HEADER + length);
    if (index < 0) {
      reason = "a frame of an impossible length";
      return false;
    }
    payload = Arrays.copyOfRange(buffer, index + Frame.HEADER, index + Frame.HEADER + length);
    if (Frame.crc(payload, 0, length) != payloadCrc) {
      reason = "an entry whose checksum differs";
      return false;
    }
    return true;
  }

  private Step stop(long at, Step step, String why) {
    position = at;
    reason = why;
    return step;
  }

  /** The first place, from here on, where sound frames are found again; false if there are none. */
  boolean findFrame() throws IOException {
    for (long at = (position + 3) & ~3L; at + Frame.HEADER <= limit; at += 4) {
      int index = ensure(at, Frame.HEADER);
      if (index >= 0 && Frame.hasMagic(buffer, index) && readFrameAt(at)) {
        offset = at - 4;
        position = at + Frame.HEADER + payload.length;
        return true;
      }
    }
    return false;
  }

  /** Whether only zeros follow, but for an end mark. */
  boolean blankFromHere() throws IOException {
    long at = position;
    if (at + 4 <= limit && intAt(at) == Frame.END_OF_FILE) {
      at += 4;
      if (at + 4 <= limit && intAt(at) == Frame.END_TEXT) {
        at += 4;
      }
    }
    while (at < limit) {
      long to = Math.min(at + BUFFER, limit);
      if (!zeros(at, to)) {
        return false;
      }
      at = to;
    }
    return true;
  }

  /** Where the last byte from here on that is not zero ends; here if there is none. */
  long writtenTo() throws IOException {
    long written = position;
    for (long at = position; at < limit; at += BUFFER) {
      int length = (int) Math.min(BUFFER, limit - at);
      int index = ensure(at, length);
      for (int i = length - 1; i >= 0; i--) {
        if (buffer[index + i] != 0) {
          written = at + i + 1;
          break;
        }
      }
    }
    return written;
  }

  /** Whether the document the reader stopped at ends in zeros: begun, not finished. */
  boolean endsInZeros() throws IOException {
    long end = Math.min(limit, position + 4 + (intAt(position) & Frame.LENGTH));
    int index = ensure(end - 4, 4);
    return index >= 0 && view.getInt(index) == 0;
  }

  private boolean zeros(long from, long to) throws IOException {
    int index = ensure(from, (int) (to - from));
    for (int i = index; i < index + to - from; i++) {
      if (buffer[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private int intAt(long at) throws IOException {
    return view.getInt(ensure(at, 4));
  }

  /** The index in the buffer of these bytes, read if need be; -1 if the file ends before. */
  private int ensure(long at, int length) throws IOException {
    if (at + length > limit) {
      return -1;
    }
    if (at < bufferStart || at + length > bufferStart + bufferLength) {
      if (length > buffer.length) {
        buffer = new byte[LONGEST];
      }
      view = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
      view.limit((int) Math.min(buffer.length, limit - at));
      bufferStart = at;
      while (view.hasRemaining() && channel.read(view, at + view.position()) > 0) {
        // until full
      }
      bufferLength = view.position();
      view.clear();
      if (bufferLength < length) {
        throw new IOException(file + " became shorter while being read");
      }
    }
    return (int) (at - bufferStart);
  }

  /** Where the reader stands: after the last frame, or at what stopped it. */
  long position() {
    return position;
  }

  /** Where the document of the last frame starts. */
  long offset() {
    return offset;
  }

  long place() {
    return place;
  }

  long forced() {
    return forced;
  }

  boolean more() {
    return (flags & Frame.MORE) != 0;
  }

  boolean head() {
    return (flags & Frame.HEAD) != 0;
  }

  byte[] payload() {
    return payload;
  }

  /** What stopped the reader, for a person. */
  String reason() {
    return reason;
  }

  long size() {
    return limit;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
