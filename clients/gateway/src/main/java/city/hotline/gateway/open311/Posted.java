package city.hotline.gateway.open311;

import city.hotline.gateway.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was posted and became a request, for a day: GeoReport gives a client no way to say that it
 * repeats itself, and an app that heard no answer posts the same form again. The same form with the
 * same key is the same request. Of a form only its hash is kept. Thread-safe.
 */
final class Posted {

  static final Duration KEPT = Duration.ofDays(1);

  /** Instead of an id while nobody has said whether there is one. */
  private static final String UNKNOWN = "";

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS posted_request (
        hash VARCHAR(64) PRIMARY KEY,
        order_id VARCHAR(64) NOT NULL,
        posted TIMESTAMP WITH TIME ZONE NOT NULL
      )""";

  /** A request, and whether this posting has made it. */
  record Opened(String orderId, boolean now) {}

  private final Database database;
  private final InstantSource clock;
  private final Map<String, CompletableFuture<String>> underWay = new ConcurrentHashMap<>();

  Posted(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    database.define(TABLE);
    database.define("CREATE INDEX IF NOT EXISTS posted_when ON posted_request (posted)");
  }

  /** The request of this form; opened now if there is none. Two at a time wait for one another. */
  Opened once(String key, Map<String, String[]> form, Supplier<String> open) {
    String hash = hash(key, form);
    var mine = new CompletableFuture<String>();
    CompletableFuture<String> other = underWay.putIfAbsent(hash, mine);
    if (other != null) {
      return new Opened(joined(other), false);
    }
    try {
      Optional<String> before = find(hash);
      String id = before.isPresent() ? known(before.get()) : opened(hash, open);
      mine.complete(id);
      return new Opened(id, before.isEmpty());
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(hash, mine);
    }
  }

  private static String known(String id) {
    if (id.equals(UNKNOWN)) {
      throw Open311Error.unknownWhetherTaken();
    }
    return id;
  }

  /** Noted before it is sent: a gateway that is killed meanwhile must not send it once more. */
  private String opened(String hash, Supplier<String> open) {
    keep(hash, UNKNOWN);
    String id;
    try {
      id = open.get();
    } catch (Open311Error e) {
      if (!e.perhapsDone()) {
        forget(hash);
      }
      throw e;
    }
    keep(hash, id);
    return id;
  }

  private void forget(String hash) {
    database.in(
        over -> {
          try (PreparedStatement delete =
              over.prepareStatement("DELETE FROM posted_request WHERE hash = ?")) {
            delete.setString(1, hash);
            return delete.executeUpdate();
          }
        });
  }

  private static String joined(CompletableFuture<String> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException why) {
        throw why;
      }
      throw e;
    }
  }

  private Optional<String> find(String hash) {
    return database.in(
        over -> {
          try (PreparedStatement select =
              over.prepareStatement(
                  "SELECT order_id FROM posted_request WHERE hash = ? AND posted > ?")) {
            select.setString(1, hash);
            select.setObject(2, utc(clock.instant().minus(KEPT)));
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
          }
        });
  }

  private void keep(String hash, String orderId) {
    Instant now = clock.instant();
    database.in(
        over -> {
          try (PreparedStatement delete =
                  over.prepareStatement("DELETE FROM posted_request WHERE posted <= ?");
              PreparedStatement merge =
                  over.prepareStatement(
                      "MERGE INTO posted_request (hash, order_id, posted) VALUES (?, ?, ?)")) {
            delete.setObject(1, utc(now.minus(KEPT)));
            delete.executeUpdate();
            merge.setString(1, hash);
            merge.setString(2, orderId);
            merge.setObject(3, utc(now));
            return merge.executeUpdate();
          }
        });
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static String hash(String key, Map<String, String[]> form) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, key);
      new TreeMap<>(form)
          .forEach(
              (name, values) -> {
                add(digest, name);
                for (String value : values) {
                  add(digest, value);
                }
              });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** With its length, so that no two lists of texts are the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }
}
