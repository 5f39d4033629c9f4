package city.hotline.node.citizen;

import city.hotline.proto.grid.v1.FetchKeysResponse;
import city.hotline.proto.grid.v1.KeyRow;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of citizens that a member has, wrapped, and the names of those that are destroyed. A key
 * is made once, never changed, and destroyed at most once: stores that were told the same, in
 * whatever order and however often, are the same. Thread-safe.
 */
final class KeyStore implements AutoCloseable {
  static final int MOST_ROWS = 500;

  private static final int STORE_ID_BYTES = 16;

  private static final String[] SCHEMA = {
    "CREATE TABLE IF NOT EXISTS keys"
        + " (id BLOB PRIMARY KEY, citizen BLOB, wrapped BLOB, at INTEGER NOT NULL)",
    "CREATE INDEX IF NOT EXISTS keys_by_citizen ON keys (citizen) WHERE citizen IS NOT NULL",
    "CREATE UNIQUE INDEX IF NOT EXISTS keys_by_change ON keys (at)",
    "CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS fetched"
        + " (node TEXT PRIMARY KEY, store BLOB NOT NULL, until INTEGER NOT NULL)"
  };

  private final KeyDatabase database;
  private final ByteString storeId;

  private KeyStore(KeyDatabase database, ByteString storeId) {
    this.database = database;
    this.storeId = storeId;
  }

  /** Whether the last change failed as the disk had no space. */
  boolean isFull() {
    return database.isFull();
  }

  /**
   * Opens the store of a folder, made if absent.
   *
   * @throws IllegalStateException when it is of another secret, or cannot be opened; the message
   *     says what to do
   */
  static KeyStore open(Path folder, GridSecret secret) {
    KeyStore store = open(folder);
    if (!store.isOf(secret.mark())) {
      store.close();
      throw new IllegalStateException(
          "the keys of citizens in "
              + folder
              + " belong to another secret: start with the --citizen-secret of before");
    }
    return store;
  }

  /** Opens the store of a folder, made if absent, for those who do not need to read keys. */
  static KeyStore open(Path folder) {
    KeyDatabase database = new KeyDatabase(folder, SCHEMA);
    ByteString chance = ByteString.copyFrom(Gcm.chance(STORE_ID_BYTES));
    KeyStore store = new KeyStore(database, fact(database, "store", chance));
    database.sweep();
    return store;
  }

  /** Whether its keys are encrypted with the secret of this mark; a new store's are from now on. */
  boolean isOf(ByteString mark) {
    return fact(database, "mark", mark).equals(mark);
  }

  /** Of the secret that its keys are encrypted with; empty where none was yet. */
  ByteString mark() {
    return database.read(over -> fact(over, "mark"));
  }

  /** What is written there; the value, if nothing is yet. */
  private static ByteString fact(KeyDatabase database, String name, ByteString value) {
    return database.write(
        true,
        over -> {
          try (PreparedStatement put =
              over.prepareStatement("INSERT OR IGNORE INTO facts VALUES (?, ?)")) {
            put.setString(1, name);
            put.setBytes(2, value.toByteArray());
            put.execute();
          }
          return fact(over, name);
        });
  }

  private static ByteString fact(Connection over, String name) throws SQLException {
    try (PreparedStatement get = over.prepareStatement("SELECT value FROM facts WHERE name = ?")) {
      get.setString(1, name);
      try (ResultSet found = get.executeQuery()) {
        return found.next() ? bytes(found, 1) : ByteString.EMPTY;
      }
    }
  }

  private static ByteString bytes(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    return bytes == null ? ByteString.EMPTY : ByteString.copyFrom(bytes);
  }

  /** Another one whenever a store begins: numbers of changes are of one store. */
  ByteString storeId() {
    return storeId;
  }

  static boolean isDestroyed(KeyRow row) {
    return row.getWrapped().isEmpty();
  }

  static KeyRow destroyed(ByteString keyId) {
    return KeyRow.newBuilder().setKeyId(keyId).build();
  }

  /** The key of that name, destroyed or not. */
  Optional<KeyRow> find(ByteString keyId) {
    return first(rows("SELECT id, citizen, wrapped FROM keys WHERE id = ?", keyId));
  }

  /** Keys of a citizen that are not destroyed, the newest first. */
  List<KeyRow> of(ByteString citizen) {
    return rows(
        "SELECT id, citizen, wrapped FROM keys WHERE citizen = ? ORDER BY at DESC", citizen);
  }

  private static Optional<KeyRow> first(List<KeyRow> rows) {
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  private List<KeyRow> rows(String sql, ByteString value) {
    return database.read(
        over -> {
          try (PreparedStatement get = over.prepareStatement(sql)) {
            get.setBytes(1, value.toByteArray());
            try (ResultSet found = get.executeQuery()) {
              List<KeyRow> rows = new ArrayList<>();
              while (found.next()) {
                rows.add(row(found));
              }
              return rows;
            }
          }
        });
  }

  private static KeyRow row(ResultSet row) throws SQLException {
    return KeyRow.newBuilder()
        .setKeyId(bytes(row, 1))
        .setCitizen(bytes(row, 2))
        .setWrapped(bytes(row, 3))
        .build();
  }

  /**
   * Takes these in.
   *
   * @param forced whether they are on disk when this returns; so is always what is destroyed
   * @return those that were news
   */
  List<KeyRow> merge(List<KeyRow> rows, boolean forced) {
    return merge(rows, forced, "", ByteString.EMPTY, 0);
  }

  /** Takes in a page of another node's store, and remembers how far that was read. */
  List<KeyRow> merge(List<KeyRow> rows, boolean forced, String node, ByteString store, long until) {
    boolean destroys = rows.stream().anyMatch(KeyStore::isDestroyed);
    List<KeyRow> news =
        database.write(
            forced || destroys,
            over -> {
              List<KeyRow> changed = put(over, rows);
              if (!node.isEmpty()) {
                remember(over, node, store, until);
              }
              return changed;
            });
    if (news.stream().anyMatch(KeyStore::isDestroyed)) {
      database.deleted();
      database.sweep();
    }
    return news;
  }

  private static List<KeyRow> put(Connection over, List<KeyRow> rows) throws SQLException {
    List<KeyRow> changed = new ArrayList<>();
    long at = newest(over);
    try (PreparedStatement keep =
            over.prepareStatement("INSERT OR IGNORE INTO keys VALUES (?, ?, ?, ?)");
        PreparedStatement destroy =
            over.prepareStatement(
                "INSERT INTO keys VALUES (?, NULL, NULL, ?) ON CONFLICT (id) DO UPDATE"
                    + " SET citizen = NULL, wrapped = NULL, at = excluded.at"
                    + " WHERE wrapped IS NOT NULL")) {
      for (KeyRow row : rows) {
        PreparedStatement one = isDestroyed(row) ? destroy : keep;
        int column = 1;
        one.setBytes(column++, row.getKeyId().toByteArray());
        if (!isDestroyed(row)) {
          one.setBytes(column++, row.getCitizen().toByteArray());
          one.setBytes(column++, row.getWrapped().toByteArray());
        }
        one.setLong(column, at + 1);
        if (one.executeUpdate() > 0) {
          changed.add(row);
          at++;
        }
      }
    }
    return changed;
  }

  private static long newest(Connection over) throws SQLException {
    try (PreparedStatement get = over.prepareStatement("SELECT MAX(at) FROM keys");
        ResultSet found = get.executeQuery()) {
      return found.next() ? found.getLong(1) : 0;
    }
  }

  private static void remember(Connection over, String node, ByteString store, long until)
      throws SQLException {
    try (PreparedStatement put =
        over.prepareStatement("INSERT OR REPLACE INTO fetched VALUES (?, ?, ?)")) {
      put.setString(1, node);
      put.setBytes(2, store.toByteArray());
      put.setLong(3, until);
      put.execute();
    }
  }

  /**
   * How far a node's store was read.
   *
   * @param store which
   * @param until up to which of its changes
   */
  record Read(ByteString store, long until) {}

  /** How far a node's store was read; from its beginning on where it never was. */
  Read read(String node) {
    return database.read(
        over -> {
          try (PreparedStatement get =
              over.prepareStatement("SELECT store, until FROM fetched WHERE node = ?")) {
            get.setString(1, node);
            try (ResultSet found = get.executeQuery()) {
              return found.next()
                  ? new Read(bytes(found, 1), found.getLong(2))
                  : new Read(ByteString.EMPTY, 0);
            }
          }
        });
  }

  /** What changed here after one of its changes; from the beginning for another store's. */
  FetchKeysResponse changes(ByteString ofStore, long after) {
    long from = ofStore.equals(storeId) ? after : 0;
    return database.read(
        over -> {
          FetchKeysResponse.Builder page =
              FetchKeysResponse.newBuilder().setStoreId(storeId).setUntil(from);
          try (PreparedStatement get =
              over.prepareStatement(
                  "SELECT id, citizen, wrapped, at FROM keys WHERE at > ? ORDER BY at LIMIT "
                      + MOST_ROWS)) {
            get.setLong(1, from);
            try (ResultSet found = get.executeQuery()) {
              while (found.next()) {
                page.addRows(row(found)).setUntil(found.getLong(4));
              }
            }
          }
          return page.setMore(page.getRowsCount() == MOST_ROWS).build();
        });
  }

  /** Tries again what a reader was in the way of. */
  void sweep() {
    database.sweep();
  }

  @Override
  public void close() {
    database.close();
  }
}
