package city.hotline.node.journal;

import city.hotline.proto.shard.v1.ShardSnapshot;
import city.hotline.proto.shard.v1.SnapshotPart;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the snapshot of a shard into parts and puts parts together again: in the journal and between
 * nodes, so that no entry and no message is large, however large a shard is.
 *
 * <p>An instance puts together the parts of one snapshot after the other; for one thread.
 */
public final class SnapshotParts {
  /** Content of a part at most: short enough that nobody waits for one to be journaled. */
  public static final int BYTES = 256 << 10;

  private @Nullable SnapshotPart newest;
  private ByteString content = ByteString.EMPTY;

  /**
   * Encodes and cuts, a part at a time: never more than one is in memory. A consumer that fails
   * gets no further part.
   *
   * @throws IllegalArgumentException if the snapshot takes more than 2 GiB, which no message can
   */
  public static void cut(ShardSnapshot snapshot, Consumer<SnapshotPart> out) {
    Cutter cutter = new Cutter(snapshot, out);
    try {
      snapshot.writeTo(cutter);
      cutter.emit(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NegativeArraySizeException | ArithmeticException e) {
      throw new IllegalArgumentException("a snapshot larger than any message can be", e);
    }
  }

  /**
   * Takes the next part. A first one begins anew, whatever came before it: a snapshot whose writer
   * died has no last part.
   *
   * @return the snapshot, if this was the last part of one that is complete
   * @throws IllegalArgumentException if the parts are complete, but no snapshot
   */
  public Optional<ShardSnapshot> add(SnapshotPart part) {
    if (part.getIndex() == 0) {
      content = ByteString.EMPTY;
    } else if (!follows(part)) {
      newest = null;
      content = ByteString.EMPTY;
      return Optional.empty();
    }
    content = content.concat(part.getContent());
    newest = part;
    if (!part.getLast()) {
      return Optional.empty();
    }
    ByteString whole = content;
    newest = null;
    content = ByteString.EMPTY;
    try {
      return Optional.of(ShardSnapshot.parseFrom(whole));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a snapshot: " + e.getMessage(), e);
    }
  }

  private boolean follows(SnapshotPart part) {
    SnapshotPart before = newest;
    return before != null
        && part.getIndex() == before.getIndex() + 1
        && part.getShard().equals(before.getShard())
        && part.getPosition().equals(before.getPosition());
  }

  private static final class Cutter extends OutputStream {
    private final ShardSnapshot snapshot;
    private final Consumer<SnapshotPart> out;
    private final byte[] buffer = new byte[BYTES];
    private int used;
    private int index;

    Cutter(ShardSnapshot snapshot, Consumer<SnapshotPart> out) {
      this.snapshot = snapshot;
      this.out = out;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      int at = from;
      while (at < from + length) {
        if (used == BYTES) {
          emit(false);
        }
        int now = Math.min(BYTES - used, from + length - at);
        System.arraycopy(bytes, at, buffer, used, now);
        used += now;
        at += now;
      }
    }

    private void emit(boolean last) {
      out.accept(
          SnapshotPart.newBuilder()
              .setShard(snapshot.getShard())
              .setPosition(snapshot.getPosition())
              .setIndex(index++)
              .setLast(last)
              .setContent(ByteString.copyFrom(buffer, 0, used))
              .build());
      used = 0;
    }
  }
}
