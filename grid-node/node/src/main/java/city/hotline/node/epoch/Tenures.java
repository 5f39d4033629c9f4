package city.hotline.node.epoch;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The districts this node owns, with the epoch it owns them in. Thread-safe. */
public final class Tenures {

  /**
   * One district owned in one epoch.
   *
   * @param votersVersion of the voters that promised and confirm the epoch
   * @param serving whether a majority has confirmed its start, so that commands are taken
   */
  public record Tenure(String district, long epoch, long votersVersion, boolean serving) {}

  /** Told when this node begins and ends to serve a district. */
  public interface Listener {
    /** Everything acknowledged is here; commands may come. */
    void began(Tenure tenure);

    /** Another node owns the district, or will. */
    void ended(Tenure tenure);
  }

  private final Map<String, Tenure> byDistrict = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();

  /** Adds a listener; called on the takeover's thread, in the order added. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** The district's tenure, starting or serving. */
  public Optional<Tenure> of(String district) {
    return Optional.ofNullable(byDistrict.get(district));
  }

  /** All tenures. */
  public Collection<Tenure> all() {
    return byDistrict.values();
  }

  /** How many districts are served here. */
  public long serving() {
    return byDistrict.values().stream().filter(Tenure::serving).count();
  }

  void starting(String district, long epoch, long votersVersion) {
    byDistrict.put(district, new Tenure(district, epoch, votersVersion, false));
  }

  /** A change of the voters is over, and the epoch goes on. */
  void settle(Tenure tenure, long votersVersion) {
    byDistrict.replace(
        tenure.district(),
        tenure,
        new Tenure(tenure.district(), tenure.epoch(), votersVersion, tenure.serving()));
  }

  void serving(String district, long epoch, long votersVersion) {
    Tenure tenure = new Tenure(district, epoch, votersVersion, true);
    byDistrict.put(district, tenure);
    listeners.forEach(l -> l.began(tenure));
  }

  void end(String district) {
    Tenure tenure = byDistrict.remove(district);
    if (tenure != null && tenure.serving()) {
      listeners.forEach(l -> l.ended(tenure));
    }
  }
}
