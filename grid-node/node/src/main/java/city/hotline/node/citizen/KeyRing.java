package city.hotline.node.citizen;

import city.hotline.proto.grid.v1.KeyRow;
import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member's keys, those used last unwrapped in memory. Whatever changes in the store goes through
 * here, so that nothing destroyed stays in memory. Thread-safe.
 */
final class KeyRing {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
  private static final int MOST = 20_000;

  /**
   * A key that can be used.
   *
   * @param id its name
   * @param key for AES-256-GCM
   */
  record CitizenKey(ByteString id, SecretKeySpec key) {}

  private final KeyStore store;
  private final GridSecret secret;
  private final Map<ByteString, CitizenKey> byId = newestOf();

  /** Of citizens whose key a majority has. */
  private final Map<ByteString, CitizenKey> ofCitizen = newestOf();

  private final List<Consumer<List<ByteString>>> listeners = new CopyOnWriteArrayList<>();

  KeyRing(KeyStore store, GridSecret secret) {
    this.store = store;
    this.secret = secret;
  }

  private static <K, V> Map<K, V> newestOf() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
      }
    };
  }

  /** To be told which keys came or were destroyed, on whatever thread that happens. */
  void listen(Consumer<List<ByteString>> listener) {
    listeners.add(listener);
  }

  /** The key by which a citizen is sealed, if this node knows that a majority has it. */
  synchronized Optional<CitizenKey> kept(ByteString citizen) {
    return Optional.ofNullable(ofCitizen.get(citizen));
  }

  /** A majority has it, as far as this node heard before it was destroyed. */
  void kept(ByteString citizen, CitizenKey key) {
    synchronized (this) {
      ofCitizen.put(citizen, key);
    }
    // Destroyed meanwhile: what looked before it was put missed it.
    if (store.find(key.id()).filter(row -> !KeyStore.isDestroyed(row)).isEmpty()) {
      forget(List.of(key.id()));
    }
  }

  /** How the key of that name stands here. */
  enum Standing {
    HERE,
    DESTROYED,
    UNKNOWN,
    OF_ANOTHER_SECRET
  }

  /**
   * A look for a key.
   *
   * @param standing whether it is here
   * @param key if it is
   */
  record Look(Standing standing, @Nullable CitizenKey key) {}

  Look look(ByteString keyId) {
    synchronized (this) {
      CitizenKey known = byId.get(keyId);
      if (known != null) {
        return new Look(Standing.HERE, known);
      }
    }
    Optional<KeyRow> row = store.find(keyId);
    if (row.isEmpty()) {
      return new Look(Standing.UNKNOWN, null);
    }
    if (KeyStore.isDestroyed(row.get())) {
      return new Look(Standing.DESTROYED, null);
    }
    CitizenKey key = unwrapped(row.get());
    if (key == null) {
      return new Look(Standing.OF_ANOTHER_SECRET, null);
    }
    synchronized (this) {
      byId.put(keyId, key);
    }
    // As above: destroyed between the look and the note.
    if (store.find(keyId).filter(KeyStore::isDestroyed).isPresent()) {
      forget(List.of(keyId));
      return new Look(Standing.DESTROYED, null);
    }
    return new Look(Standing.HERE, key);
  }

  @Nullable CitizenKey unwrapped(KeyRow row) {
    try {
      return new CitizenKey(row.getKeyId(), secret.unwrap(row.getKeyId(), row.getWrapped()));
    } catch (GeneralSecurityException e) {
      LOG.error("a citizen's key does not open with the grid's secret: {}", e.toString());
      return null;
    }
  }

  /** Takes in what came from elsewhere or was made here; those that were news. */
  List<KeyRow> merge(List<KeyRow> rows, boolean forced) {
    List<KeyRow> news = store.merge(rows, forced);
    news(news);
    return news;
  }

  /** Takes in a page of another member's store. */
  void merge(List<KeyRow> rows, boolean forced, String node, ByteString ofStore, long until) {
    news(store.merge(rows, forced, node, ofStore, until));
  }

  private void news(List<KeyRow> changed) {
    if (changed.isEmpty()) {
      return;
    }
    forget(changed.stream().filter(KeyStore::isDestroyed).map(KeyRow::getKeyId).toList());
    List<ByteString> ids = changed.stream().map(KeyRow::getKeyId).toList();
    listeners.forEach(listener -> listener.accept(ids));
  }

  private synchronized void forget(List<ByteString> destroyed) {
    if (!destroyed.isEmpty()) {
      destroyed.forEach(byId::remove);
      ofCitizen.values().removeIf(key -> destroyed.contains(key.id()));
    }
  }
}
