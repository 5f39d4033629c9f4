package city.hotline.gateway.open311;

import city.hotline.gateway.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Who may open requests. Of a key only its hash is kept. Thread-safe. */
public final class ApiKeys {

  private static final int BYTES = 24;
  private static final int MOST = 1_000;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS api_key (
        name VARCHAR(64) PRIMARY KEY,
        hash VARCHAR(64) NOT NULL UNIQUE,
        created TIMESTAMP WITH TIME ZONE NOT NULL
      )""";

  /** A key as it is listed. */
  record Listed(String name, Instant created) {}

  private final Database database;

  /** Kept there. */
  public ApiKeys(Database database) {
    this.database = database;
    database.define(TABLE);
  }

  /**
   * Makes a key, which is told this once; empty when there is one of the name, or there are 1,000.
   *
   * @throws IllegalArgumentException when the name is none
   */
  Optional<String> add(String name) {
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "name: '" + name + "' (expected: 1 to 64 letters, digits, dots, dashes and underscores)");
    }
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    boolean added =
        database.in(
            over -> {
              try (PreparedStatement insert =
                  over.prepareStatement(
                      "INSERT INTO api_key (name, hash, created)"
                          + " SELECT CAST(? AS VARCHAR), CAST(? AS VARCHAR),"
                          + " CAST(? AS TIMESTAMP WITH TIME ZONE)"
                          + " WHERE NOT EXISTS (SELECT 1 FROM api_key WHERE name = ?)"
                          + " AND (SELECT COUNT(*) FROM api_key) < ?")) {
                insert.setString(1, name);
                insert.setString(2, hash(key));
                insert.setObject(3, Instant.now().atOffset(ZoneOffset.UTC));
                insert.setString(4, name);
                insert.setInt(5, MOST);
                return insert.executeUpdate() == 1;
              }
            });
    return added ? Optional.of(key) : Optional.empty();
  }

  List<Listed> list() {
    return database.in(
        over -> {
          List<Listed> all = new ArrayList<>();
          try (PreparedStatement select =
                  over.prepareStatement("SELECT name, created FROM api_key ORDER BY name");
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              all.add(
                  new Listed(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()));
            }
          }
          return all;
        });
  }

  /** Whether there was one. */
  boolean remove(String name) {
    return database.in(
        over -> {
          try (PreparedStatement delete =
              over.prepareStatement("DELETE FROM api_key WHERE name = ?")) {
            delete.setString(1, name);
            return delete.executeUpdate() == 1;
          }
        });
  }

  /** The name of a key; empty when it is none. */
  Optional<String> nameOf(String key) {
    return database.in(
        over -> nameOf(over.prepareStatement("SELECT name FROM api_key WHERE hash = ?"), key));
  }

  private static Optional<String> nameOf(PreparedStatement select, String key) throws SQLException {
    try (select) {
      select.setString(1, hash(key));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
