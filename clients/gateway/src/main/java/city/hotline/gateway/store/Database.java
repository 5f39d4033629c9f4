package city.hotline.gateway.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's data in one file, one transaction at a time. What was committed survives the kill
 * of the process. Thread-safe; a thread that uses it must not be interrupted, which closes the file
 * under it.
 */
public final class Database implements AutoCloseable {

  /** What is done in one transaction: all of it or nothing. */
  public interface Work<T> {
    /** Does it, over this connection. */
    T over(Connection connection) throws SQLException;
  }

  private static final String FILE = "gateway";
  private static final int IN_USE = 90020;

  private final JdbcDataSource source;
  private final Path folder;
  private final List<String> schema = new ArrayList<>();
  private @Nullable Connection connection;
  private boolean closed;

  private Database(Path folder) {
    this.folder = folder;
    this.source = new JdbcDataSource();
    // Written to the file by each commit: by default H2 writes half a second later.
    source.setURL(
        "jdbc:h2:file:"
            + folder.toAbsolutePath().resolve(FILE)
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=16384");
    source.setUser("gateway");
  }

  /**
   * Opens the data in a folder, which is made if absent and readable for its owner only: secrets
   * are in it.
   *
   * @throws DatabaseFailed when it cannot be opened; the message says what to do
   */
  public static Database open(Path folder) {
    try {
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      } else {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "folder " + folder + " cannot be used: give another one with --data", e);
    }
    var database = new Database(folder);
    database.in(over -> true);
    return database;
  }

  /** Runs these statements, which must do no harm when run again; also when it is reopened. */
  public synchronized void define(String... statements) {
    schema.addAll(List.of(statements));
    in(
        over -> {
          run(over, List.of(statements));
          return true;
        });
  }

  private static void run(Connection over, List<String> statements) throws SQLException {
    try (Statement statement = over.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /**
   * Does something in one transaction.
   *
   * @throws DatabaseFailed when it failed; nothing was changed then
   */
  public synchronized <T> T in(Work<T> work) {
    if (closed) {
      throw new DatabaseFailed("the gateway is closed", null);
    }
    try {
      Connection over = connection();
      T result;
      try {
        result = work.over(over);
        over.commit();
      } catch (SQLException | RuntimeException e) {
        rollBack(over);
        throw e;
      }
      return result;
    } catch (SQLException e) {
      throw new DatabaseFailed(text(e), e);
    }
  }

  private Connection connection() throws SQLException {
    Connection over = connection;
    if (over == null || !over.isValid(1)) {
      over = source.getConnection();
      over.setAutoCommit(false);
      connection = over;
      run(over, schema);
      over.commit();
    }
    return over;
  }

  /** Whatever is wrong with the connection, the next transaction has a new one. */
  private void rollBack(Connection over) {
    try {
      over.rollback();
    } catch (SQLException e) {
      connection = null;
    }
  }

  private String text(SQLException e) {
    return e.getErrorCode() == IN_USE
        ? "the data in " + folder + " is in use: end the other gateway, or give another --data"
        : "the data in " + folder + " cannot be read or written: " + e.getMessage();
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(text(e), e);
    }
  }
}
