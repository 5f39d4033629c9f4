package city.hotline.node.citizen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * The file of a member's keys: SQLite, told to write zeros over what is deleted. One thread writes
 * at a time, one reads. What was committed survives the kill of the process; what was committed
 * forced, the loss of power. Thread-safe.
 */
final class KeyDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyDatabase.class);
  private static final String FILE = "keys.db";

  /** Something that is done over a connection. */
  interface Work<T> {
    T over(Connection connection) throws SQLException;
  }

  private final Path folder;
  private final Connection writer;
  private final Connection reader;
  private final Object writing = new Object();
  private final Object reading = new Object();
  private volatile boolean full;
  private boolean synced;
  private boolean leftovers = true;

  KeyDatabase(Path folder, String... schema) {
    this.folder = folder;
    try {
      OwnersOnly.folder(folder);
      SQLiteDataSource source = new SQLiteDataSource();
      source.setUrl("jdbc:sqlite:" + folder.resolve(FILE).toAbsolutePath());
      writer = source.getConnection();
      run(writer, "PRAGMA busy_timeout=5000");
      run(writer, "PRAGMA secure_delete=ON");
      run(writer, "PRAGMA journal_mode=WAL");
      for (String statement : schema) {
        run(writer, statement);
      }
      reader = source.getConnection();
      run(reader, "PRAGMA busy_timeout=5000");
      run(reader, "PRAGMA query_only=ON");
    } catch (SQLException e) {
      throw failed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the keys' folder " + folder + " cannot be used: make it writable", e);
    }
  }

  private static void run(Connection over, String sql) throws SQLException {
    try (Statement statement = over.createStatement()) {
      statement.execute(sql);
    }
  }

  private IllegalStateException failed(SQLException e) {
    return new IllegalStateException(
        "the keys of citizens in "
            + folder
            + " cannot be read or written: "
            + e.getMessage()
            + ". If the file is broken, delete the folder: the other members bring the keys back",
        e);
  }

  /**
   * Changes something, all of it or nothing.
   *
   * @param forced whether it is on disk when this returns
   */
  <T> T write(boolean forced, Work<T> work) {
    synchronized (writing) {
      try {
        if (forced != synced) {
          run(writer, "PRAGMA synchronous=" + (forced ? "FULL" : "NORMAL"));
          synced = forced;
        }
        run(writer, "BEGIN IMMEDIATE");
        try {
          T result = work.over(writer);
          run(writer, "COMMIT");
          full = false;
          return result;
        } catch (SQLException | RuntimeException e) {
          rollBack(e);
          throw e;
        }
      } catch (SQLException e) {
        full = e.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code;
        throw failed(e);
      }
    }
  }

  /** SQLite has rolled back by itself after some faults, such as a full disk. */
  private void rollBack(Exception because) {
    try {
      run(writer, "ROLLBACK");
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  /** Whether the last change failed as the disk had no space. */
  boolean isFull() {
    return full;
  }

  <T> T read(Work<T> work) {
    synchronized (reading) {
      try {
        return work.over(reader);
      } catch (SQLException e) {
        throw failed(e);
      }
    }
  }

  /** What was deleted is to go from the log of changes, too: {@link #sweep} does it. */
  void deleted() {
    synchronized (writing) {
      leftovers = true;
    }
  }

  /** Writes the log of changes back and empties it, if something was deleted since. */
  void sweep() {
    synchronized (writing) {
      if (!leftovers) {
        return;
      }
      try (Statement statement = writer.createStatement();
          ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
        leftovers = !result.next() || result.getInt(1) != 0;
      } catch (SQLException e) {
        LOG.warn("keys: what was deleted is still in the log of changes, tried again", e);
      }
    }
  }

  @Override
  public void close() {
    synchronized (writing) {
      synchronized (reading) {
        try {
          reader.close();
          writer.close();
        } catch (SQLException e) {
          throw failed(e);
        }
      }
    }
  }
}
