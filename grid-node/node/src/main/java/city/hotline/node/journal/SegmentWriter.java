package city.hotline.node.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Writes documents into the files of one start. Called by one thread at a time. */
interface SegmentWriter extends Closeable {

  /** The file in which documents of this hour go. */
  Path fileOf(Instant hour);

  /**
   * From now on documents go into the file of this hour, which exists, is all zeros and has room
   * reserved.
   */
  void begin(Instant hour) throws IOException;

  /** Appends one document: the header, then a part of the payload; returns where it starts. */
  long write(byte[] header, byte[] payload, int from, int length) throws IOException;

  /** Where the last document ends in the current file. */
  long end();
}
