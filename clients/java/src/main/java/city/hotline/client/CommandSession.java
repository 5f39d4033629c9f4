package city.hotline.client;

import city.hotline.proto.shard.v1.RequestId;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Gives commands their ids and holds back those that would run too far ahead.
 *
 * <p>A shard remembers the replies of a session's last W counters. So no counter is given out while
 * one W or more below it is unanswered: otherwise a repeat of the older one would come too late to
 * be recognised. Thread-safe.
 */
final class CommandSession {

  /** Commands that may wait for the window, beyond it the caller is told to slow down. */
  static final int LONGEST_LINE = 100_000;

  private final long session = ThreadLocalRandom.current().nextLong();
  private final long openedMs = System.currentTimeMillis();
  private final int window;
  private final boolean[] answered;
  private final ArrayDeque<Consumer<RequestId>> line = new ArrayDeque<>();
  private long next = 1;
  private long lowestUnanswered = 1;
  private boolean starting;

  CommandSession(int window) {
    this.window = window;
    this.answered = new boolean[window];
  }

  /** Starts the command now or when the window allows; false when the line is full. */
  boolean start(Consumer<RequestId> command) {
    RequestId id;
    synchronized (this) {
      if (next - lowestUnanswered >= window) {
        if (line.size() >= LONGEST_LINE) {
          return false;
        }
        line.add(command);
        return true;
      }
      id = take();
    }
    command.accept(id);
    return true;
  }

  /** The command has its answer or was given up: its id is never used again. */
  void done(long counter) {
    synchronized (this) {
      answered[(int) (counter % window)] = true;
      while (lowestUnanswered < next && answered[(int) (lowestUnanswered % window)]) {
        answered[(int) (lowestUnanswered % window)] = false;
        lowestUnanswered++;
      }
    }
    synchronized (this) {
      if (starting) {
        // Whoever is in the loop below looks again.
        return;
      }
      starting = true;
    }
    while (true) {
      Consumer<RequestId> command;
      RequestId id;
      synchronized (this) {
        if (line.isEmpty() || next - lowestUnanswered >= window) {
          starting = false;
          return;
        }
        command = line.remove();
        id = take();
      }
      command.accept(id);
    }
  }

  private RequestId take() {
    return RequestId.newBuilder()
        .setSession(session)
        .setCounter(next++)
        .setWindow(window)
        .setOpenedMs(openedMs)
        .build();
  }
}
