package city.hotline.node.citizen;

import city.hotline.node.epoch.Voters;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's part in keeping the keys of citizens, put together: its store, what seals and opens,
 * what the others ask, what destroys, and what keeps up with the others.
 */
public final class CitizenKeys implements AutoCloseable {
  /** How often {@link #round} is to be called, milliseconds. */
  public static final long ROUND_MS = CatchUp.ROUND_MS;

  private static final Logger LOG = LoggerFactory.getLogger(CitizenKeys.class);
  private static final long END_SECONDS = 10;

  private final KeyStore store;
  private final KeyRing ring;
  private final Citizens citizens;
  private final MemberKeys member;
  private final Erasing erasing;
  private final CatchUp catchUp;
  private final ExecutorService executor;

  /**
   * Opens the store.
   *
   * @param folder of the keys alone
   * @param executor one thread, with a bounded queue; ended by {@link #close}
   * @throws IllegalStateException when the store cannot be opened; the message says what to do
   */
  public CitizenKeys(
      String nodeId,
      Path folder,
      GridSecret secret,
      Voters voters,
      Keepers others,
      ExecutorService executor) {
    this.executor = executor;
    store = KeyStore.open(folder, secret);
    ring = new KeyRing(store, secret);
    member = new MemberKeys(store, ring, secret, executor);
    Spread spread = new Spread(nodeId, voters, others, member, secret, Spread.LONGEST_NANOS);
    catchUp =
        new CatchUp(
            new CatchUp.Parts(
                nodeId, voters, others, store, ring, secret, executor, System::nanoTime));
    citizens = new Citizens(store, ring, secret, spread, catchUp::isFresh, executor);
    erasing = new Erasing(secret, spread);
  }

  /** Where a member with this data folder keeps them. */
  public static Path folderIn(Path data) {
    return data.resolve("citizens");
  }

  /** Seals and opens. */
  public Citizens citizens() {
    return citizens;
  }

  /** What the other members ask. */
  public MemberKeys member() {
    return member;
  }

  /** Destroys. */
  public Erasing erasing() {
    return erasing;
  }

  /** To be told the names of keys that came or were destroyed, on whatever thread that happens. */
  public void listen(Consumer<List<ByteString>> listener) {
    ring.listen(listener);
  }

  /** Keeps up with the others. */
  public void round() {
    catchUp.round();
  }

  /** Waits for what is being written. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the keys' thread did not end within {} s", END_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }
}
