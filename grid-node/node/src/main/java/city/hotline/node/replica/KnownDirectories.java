package city.hotline.node.replica;

import city.hotline.core.directory.Directories;
import city.hotline.core.directory.Directory;
import city.hotline.core.directory.LoadedDirectories;
import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.search.v1.FoundOrder;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of the directory that this node has heard of; the newest set is what counts. Who
 * decides about an order asks for its version; who only reads asks for one that knows what is read
 * of. Thread-safe.
 */
public final class KnownDirectories implements Directories {
  private static final Logger LOG = LoggerFactory.getLogger(KnownDirectories.class);

  private final Supplier<OptionalLong> nowMs;
  private volatile LoadedDirectories loaded;

  /**
   * Knows the built-in one.
   *
   * @param nowMs grid time, empty until it is known
   */
  public KnownDirectories(Directory builtIn, Supplier<OptionalLong> nowMs) {
    this.nowMs = nowMs;
    this.loaded = LoadedDirectories.none(builtIn);
  }

  /** Knows the built-in one and never hears of another. */
  public static KnownDirectories only(Directory builtIn) {
    return new KnownDirectories(builtIn, () -> OptionalLong.of(0));
  }

  /**
   * Whether one set is of later than another. Of the same revision there are two only after voters
   * were forced and a loaded version was lost with the others: the one that was loaded later
   * counts.
   */
  public static boolean isNewer(DirectorySet set, DirectorySet than) {
    return set.getRevision() == than.getRevision()
        ? lastLoadedMs(set) > lastLoadedMs(than)
        : set.getRevision() > than.getRevision();
  }

  private static long lastLoadedMs(DirectorySet set) {
    int count = set.getVersionsCount();
    return count == 0 ? 0 : Times.millis(set.getVersions(count - 1).getLoadedAt());
  }

  /** Takes a set, if it is newer than the present one; reading a new version takes some 100 ms. */
  public synchronized void learn(DirectorySet set) {
    LoadedDirectories now = loaded;
    if (isNewer(set, now.set())) {
      LoadedDirectories next = now.with(set);
      loaded = next;
      LOG.info("versions of the directory: {}", next.names());
      next.unreadable()
          .forEach(
              (name, why) ->
                  LOG.error(
                      "version {} of the directory cannot be read by this program: {}. Orders that"
                          + " name it go by the version in force here: load its files anew, then"
                          + " migrate them",
                      name,
                      why));
    }
  }

  /** All of them; without a revision before the first one was loaded. */
  public DirectorySet set() {
    return loaded.set();
  }

  @Override
  public Directory builtIn() {
    return loaded.builtIn();
  }

  @Override
  public Version at(long momentMs) {
    return loaded.at(momentMs);
  }

  @Override
  public @Nullable Directory named(String name) {
    return loaded.named(name);
  }

  @Override
  public boolean isGone(String name) {
    return loaded.isGone(name);
  }

  /**
   * Whether it is known here which versions there are: nodes are told before they are told the
   * time. Before, what is not in the built-in one may be in another.
   */
  public boolean areHeard() {
    return nowMs.get().isPresent();
  }

  /** The version that what is new goes by now. */
  public Version inForce() {
    OptionalLong now = nowMs.get();
    LoadedDirectories all = loaded;
    return now.isPresent() ? all.at(now.getAsLong()) : new Version(BUILT_IN, all.builtIn());
  }

  /**
   * Who is above the unit of an order: the version that it goes by, or, where that does not have
   * the unit, one that has it. What is kept of a closed order does not say which one it went by.
   */
  public Directory of(Order order) {
    Directory named = named(order.getDraft().getDirectory());
    return named != null && named.unit(order.getUnit()).isPresent()
        ? named
        : forUnit(order.getUnit());
  }

  /** The version that an order goes by, or, where that is not known any more, the one in force. */
  public Directory of(FoundOrder order) {
    Directory named = named(order.getDirectory());
    return named == null ? inForce().directory() : named;
  }

  /** A version that has the unit: the one in force if it does, else the newest; or any. */
  public Directory forUnit(String unit) {
    return first(directory -> directory.unit(unit).isPresent());
  }

  /** A version that has the class, of any level. */
  public Directory forClass(String code) {
    return first(
        directory -> directory.classTree().stream().anyMatch(c -> c.getCode().equals(code)));
  }

  private Directory first(Predicate<Directory> knows) {
    Directory present = inForce().directory();
    if (knows.test(present)) {
      return present;
    }
    List<Directory> others = loaded.newestFirst();
    return others.stream().filter(knows).findFirst().orElse(present);
  }
}
