package city.hotline.gateway.webhook;

import city.hotline.gateway.store.Database;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Subscriptions, and how far each is. Thread-safe. */
final class SubscriptionStore {

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS subscription (
        name VARCHAR(64) PRIMARY KEY,
        unit VARCHAR(64) NOT NULL,
        with_units_below BOOLEAN NOT NULL,
        url VARCHAR(2048) NOT NULL,
        secret VARCHAR(128) NOT NULL,
        created TIMESTAMP WITH TIME ZONE NOT NULL,
        token VARCHAR NOT NULL DEFAULT '',
        after_event VARCHAR(200),
        failing_event VARCHAR(200),
        failing_since TIMESTAMP WITH TIME ZONE,
        attempts INT NOT NULL DEFAULT 0,
        last_status INT NOT NULL DEFAULT 0,
        last_error VARCHAR(500),
        last_error_at TIMESTAMP WITH TIME ZONE,
        last_delivered TIMESTAMP WITH TIME ZONE
      )""";

  private final Database database;

  SubscriptionStore(Database database) {
    this.database = database;
    database.define(TABLE);
  }

  /** Keeps a new one; false when there is one of its name. */
  boolean add(Subscription subscription) {
    return database.in(
        over -> {
          try (PreparedStatement select =
              over.prepareStatement("SELECT 1 FROM subscription WHERE name = ?")) {
            select.setString(1, subscription.name());
            if (select.executeQuery().next()) {
              return false;
            }
          }
          update(
              over.prepareStatement(
                  "INSERT INTO subscription (name, unit, with_units_below, url, secret, created)"
                      + " VALUES (?, ?, ?, ?, ?, ?)"),
              subscription.name(),
              subscription.unit(),
              subscription.withUnitsBelow(),
              subscription.url().toString(),
              subscription.secret().text(),
              at(subscription.created()));
          return true;
        });
  }

  /** Forgets one, with all that is kept of it. */
  void remove(String name) {
    database.in(
        over -> update(over.prepareStatement("DELETE FROM subscription WHERE name = ?"), name));
  }

  /** All, by name. */
  List<Subscription> all() {
    return database.in(
        over -> {
          List<Subscription> all = new ArrayList<>();
          try (PreparedStatement select =
                  over.prepareStatement("SELECT * FROM subscription ORDER BY name");
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              all.add(
                  new Subscription(
                      row.getString("name"),
                      row.getString("unit"),
                      row.getBoolean("with_units_below"),
                      URI.create(row.getString("url")),
                      new Secret(row.getString("secret")),
                      row.getObject("created", OffsetDateTime.class).toInstant()));
            }
          }
          return all;
        });
  }

  Place place(String name) {
    return row(name, row -> new Place(row.getString("token"), row.getString("after_event")))
        .orElse(Place.BEGINNING);
  }

  /** The event that was failing when it was last heard of, if one was. */
  Optional<Trouble> trouble(String name) {
    return row(
        name,
        row ->
            row.getString("failing_event") == null
                ? null
                : new Trouble(
                    row.getString("failing_event"),
                    row.getObject("failing_since", OffsetDateTime.class).toInstant(),
                    row.getInt("attempts"),
                    row.getInt("last_status"),
                    String.valueOf(row.getString("last_error"))));
  }

  Standing standing(String name) {
    return database.in(
        over -> {
          try (PreparedStatement select =
              over.prepareStatement(
                  "SELECT last_delivered, last_error, last_error_at,"
                      + " (SELECT COUNT(*) FROM dead_letter WHERE subscription = name)"
                      + " FROM subscription WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
              return row.next()
                  ? new Standing(instant(row, 1), row.getString(2), instant(row, 3), row.getLong(4))
                  : new Standing(null, null, null, 0);
            }
          }
        });
  }

  /** An event was taken, and all before it are settled. */
  void delivered(String name, Place place, Instant now) {
    database.in(
        over ->
            update(
                over.prepareStatement(
                    "UPDATE subscription SET token = ?, after_event = ?, failing_event = NULL,"
                        + " failing_since = NULL, attempts = 0, last_delivered = ?"
                        + " WHERE name = ?"),
                place.token(),
                place.afterEvent(),
                at(now),
                name));
  }

  /** Nothing is to be delivered up to there. */
  void moved(String name, Place place) {
    database.in(
        over ->
            update(
                over.prepareStatement(
                    "UPDATE subscription SET token = ?, after_event = ? WHERE name = ?"),
                place.token(),
                place.afterEvent(),
                name));
  }

  /** An event was not taken. */
  void failed(String name, Trouble trouble, Instant now) {
    database.in(
        over ->
            update(
                over.prepareStatement(
                    "UPDATE subscription SET failing_event = ?, failing_since = ?, attempts = ?,"
                        + " last_status = ?, last_error = ?, last_error_at = ? WHERE name = ?"),
                trouble.eventId(),
                at(trouble.since()),
                trouble.attempts(),
                trouble.status(),
                trouble.error(),
                at(now),
                name));
  }

  private interface Reading<T> {
    @Nullable T of(ResultSet row) throws SQLException;
  }

  private <T> Optional<T> row(String name, Reading<T> reading) {
    return database.in(
        over -> {
          try (PreparedStatement select =
              over.prepareStatement("SELECT * FROM subscription WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.ofNullable(reading.of(row)) : Optional.empty();
            }
          }
        });
  }

  /** Runs it with these values and closes it. */
  static int update(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    try (statement) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
