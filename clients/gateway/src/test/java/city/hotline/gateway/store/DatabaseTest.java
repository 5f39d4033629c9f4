package city.hotline.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void oneGatewayWorksOnOneFolder() throws Exception {
    Database.open(folder).close();
    try (var channel = FileChannel.open(folder.resolve("gateway.mv.db"), StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> Database.open(folder))
          .isInstanceOf(DatabaseFailed.class)
          .hasMessageEndingWith("is in use: end the other gateway, or give another --data");
    }
  }

  @Test
  void nobodyElseReadsTheFolder() throws Exception {
    Database.open(folder).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void whatFailsHalfWayChangesNothing() {
    try (var database = Database.open(folder)) {
      database.define("CREATE TABLE IF NOT EXISTS t (n INT)");
      assertThatThrownBy(
              () ->
                  database.in(
                      over -> {
                        run(over.createStatement(), "INSERT INTO t VALUES (1)");
                        return run(over.createStatement(), "INSERT INTO t VALUES ('x')");
                      }))
          .isInstanceOf(DatabaseFailed.class);
      int left = database.in(over -> run(over.createStatement(), "DELETE FROM t"));
      assertThat(left).isZero();
    }
  }

  private static int run(Statement statement, String sql) throws SQLException {
    try (statement) {
      return statement.executeUpdate(sql);
    }
  }
}
