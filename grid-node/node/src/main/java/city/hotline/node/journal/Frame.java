package city.hotline.node.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Our own frame around a slice of an entry, little-endian:
 *
 * <pre>
 *  0  'H' 'J'        magic
 *  2  version        2; this header keeps its place and size in every version. In version 1 a frame
 *                    held one entry, then also several, which the first programs could not read
 *  3  flags          MORE: the entry goes on in the next frame; HEAD: the first frame of a file
 *  4  header CRC32C  over bytes 0-3 and 8-31
 *  8  place          counts frames from 1; a head frame has the place of the next frame
 * 16  forced place   what was known to be on disk when this was written
 * 24  payload CRC32C
 * 28  payload length
 * 32  payload
 * </pre>
 *
 * A file is a sequence of documents as Chronicle Queue writes them: at a multiple of four a 32-bit
 * word (length in the low 30 bits, then "not data", then "not ready"), then the bytes. The forced
 * place tells, after a power cut, an unforced end that came out of order from real damage.
 */
final class Frame {

  static final int HEADER = 32;
  static final byte VERSION = 2;
  static final int MORE = 1;
  static final int HEAD = 2;

  /** Entries larger than this are written in slices. */
  static final int SLICE = 1 << 20;

  static final int NOT_READY = 0x8000_0000;
  static final int NOT_DATA = 0x4000_0000;
  static final int END_OF_FILE = NOT_READY | NOT_DATA;

  /** What Chronicle Queue may write behind the end: a text of three letters, "EOF". */
  static final int END_TEXT = 0x464f_45c3;

  static final int LENGTH = 0x3fff_ffff;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte MAGIC_0 = 'H';
  private static final byte MAGIC_1 = 'J';

  private Frame() {}

  /** The room an entry takes, document headers and padding included, at most. */
  static long room(long entryBytes) {
    long slices = Math.max(1, (entryBytes + SLICE - 1) / SLICE);
    return entryBytes + slices * (HEADER + 4 + 3);
  }

  static int slices(int entryBytes) {
    return Math.max(1, (entryBytes + SLICE - 1) / SLICE);
  }

  static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  static void fillHeader(
      byte[] header, int flags, long place, long forced, int payloadCrc, int payloadLength) {
    header[0] = MAGIC_0;
    header[1] = MAGIC_1;
    header[2] = VERSION;
    header[3] = (byte) flags;
    LONG.set(header, 8, place);
    LONG.set(header, 16, forced);
    INT.set(header, 24, payloadCrc);
    INT.set(header, 28, payloadLength);
    INT.set(header, 4, headerCrc(header, 0));
  }

  static boolean hasMagic(byte[] bytes, int at) {
    return bytes[at] == MAGIC_0 && bytes[at + 1] == MAGIC_1;
  }

  static int headerCrc(byte[] bytes, int at) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, at, 4);
    crc.update(bytes, at + 8, HEADER - 8);
    return (int) crc.getValue();
  }
}
