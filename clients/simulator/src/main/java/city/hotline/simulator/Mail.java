package city.hotline.simulator;

import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How commands come to the owner: a few sessions number them; some are held up and come later than
 * what was said after them, some come again.
 */
final class Mail {
  private static final int SESSIONS = 8;
  private static final int WINDOW = 64;
  private static final int REMEMBERED = 2_048;
  private static final int MOST_HELD_UP = 16;

  /** A command, and where it was carried out. */
  record Sent(ShardCommand command, @Nullable Position done) {}

  private final SplittableRandom random;
  private final long[] counters = new long[SESSIONS];
  private final List<ShardCommand> heldUp = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private int next;

  Mail(SplittableRandom random) {
    this.random = random;
  }

  /** The command with a request id; now, or another one that was held up before. */
  ShardCommand post(ShardCommand.Builder command) {
    int session = random.nextInt(SESSIONS);
    ShardCommand numbered =
        command
            .setRequestId(
                RequestId.newBuilder()
                    .setSession(session + 1)
                    .setCounter(++counters[session])
                    .setWindow(WINDOW)
                    .setOpenedMs(1))
            .build();
    if (random.nextInt(20) != 0) {
      return numbered;
    }
    heldUp.add(numbered);
    if (heldUp.size() < MOST_HELD_UP) {
      return post(command);
    }
    return heldUp.remove(random.nextInt(heldUp.size()));
  }

  /**
   * It came to the owner.
   *
   * @param done where it was carried out; null when it was refused
   */
  void sent(ShardCommand command, @Nullable Position done) {
    Sent entry = new Sent(command, done);
    if (sent.size() < REMEMBERED) {
      sent.add(entry);
    } else {
      sent.set(next, entry);
      next = (next + 1) % REMEMBERED;
    }
  }

  boolean hasSent() {
    return !sent.isEmpty();
  }

  /** One that came before: mostly a recent one, as clients repeat at once. */
  Sent again() {
    int size = sent.size();
    int newest = size < REMEMBERED ? size - 1 : Math.floorMod(next - 1, REMEMBERED);
    int back = random.nextInt(4) == 0 ? random.nextInt(size) : random.nextInt(Math.min(8, size));
    return sent.get(Math.floorMod(newest - back, size));
  }

  /** Whether the shard must remember its answer: it is among the last of its session. */
  boolean isRemembered(ShardCommand command) {
    RequestId id = command.getRequestId();
    return id.getCounter() > counters[(int) id.getSession() - 1] - WINDOW;
  }
}
