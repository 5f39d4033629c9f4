package city.hotline.node.sequencer;

import city.hotline.core.shard.Shard;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One thing that waits for its shard: a command or a read. Its future is completed exactly once.
 */
sealed interface Ask {

  /** When it is no longer wanted, {@link System#nanoTime}. */
  long deadline();

  /** A command; its outcome is set when it was decided. */
  final class Command implements Ask {
    final ShardCommand command;
    final CompletableFuture<Answer> future = new CompletableFuture<>();
    private final long deadline;
    @Nullable Answer outcome;

    Command(ShardCommand command, long deadline) {
      this.command = command;
      this.deadline = deadline;
    }

    @Override
    public long deadline() {
      return deadline;
    }
  }

  /** A read of the state, answered like a command: only once what it saw is acknowledged. */
  final class Read<T> implements Ask {
    final BiFunction<Shard, Position, T> reader;
    final CompletableFuture<T> future = new CompletableFuture<>();
    private final long deadline;
    private @Nullable T result;
    private @Nullable RuntimeException failure;

    Read(BiFunction<Shard, Position, T> reader, long deadline) {
      this.reader = reader;
      this.deadline = deadline;
    }

    /** A reader that fails, fails alone: the commands around it are decided all the same. */
    void read(Shard shard) {
      try {
        result = reader.apply(shard, shard.position());
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    @SuppressWarnings("NullAway") // a reader never returns null, and read() came first
    void complete() {
      if (failure == null) {
        future.complete(result);
      } else {
        future.completeExceptionally(failure);
      }
    }

    @Override
    public long deadline() {
      return deadline;
    }
  }
}
