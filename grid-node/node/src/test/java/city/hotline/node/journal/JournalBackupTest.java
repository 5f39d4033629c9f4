package city.hotline.node.journal;

import static city.hotline.node.journal.Entries.promised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is whole or refused. */
class JournalBackupTest {
  @TempDir private Path folder = Path.of("");
  private Path data = Path.of("");
  private Path backup = Path.of("");

  @BeforeEach
  void write() {
    data = folder.resolve("data");
    backup = folder.resolve("backup");
    String id = NodeIdentity.of(data);
    try (Journal journal = Journal.open(JournalOptions.of(data, id))) {
      journal.replay((place, entry, encoded) -> {});
      journal.append(promised("110105", 7));
    }
  }

  @Test
  void whatIsRestoredIsWhatWasBackedUp() throws IOException {
    JournalBackup.backup(data, backup);
    Path restored = folder.resolve("restored");
    JournalBackup.restore(backup, restored, true);
    assertThat(NodeIdentity.of(restored)).isEqualTo(NodeIdentity.of(data));
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    JournalTool.dump(data, before);
    JournalTool.dump(restored, after);
    assertThat(after.toString()).isEqualTo(before.toString()).contains("110105");
    assertThat(JournalBackup.wasRestored(restored)).isFalse();
  }

  @Test
  void withoutTheWholeGridItIsMarked() throws IOException {
    JournalBackup.backup(data, backup);
    Path restored = folder.resolve("restored");
    JournalBackup.restore(backup, restored, false);
    assertThat(JournalBackup.wasRestored(restored)).isTrue();
    JournalBackup.noted(restored);
    assertThat(JournalBackup.wasRestored(restored)).isFalse();
  }

  @Test
  void refusesWhatIsNotWholeAndFoldersThatAreNotEmpty() throws IOException {
    JournalBackup.backup(data, backup);
    assertThatThrownBy(() -> JournalBackup.backup(data, backup)).hasMessageContaining("not empty");
    assertThatThrownBy(() -> JournalBackup.restore(backup, data, true))
        .hasMessageContaining("not empty");
    Files.writeString(backup.resolve("node.id"), "00000000");
    assertThatThrownBy(() -> JournalBackup.restore(backup, folder.resolve("one"), true))
        .hasMessageContaining("its checksum differs");
    Files.delete(backup.resolve("node.id"));
    assertThatThrownBy(() -> JournalBackup.restore(backup, folder.resolve("two"), true))
        .hasMessageContaining("node.id is missing");
    assertThatThrownBy(() -> JournalBackup.restore(folder, folder.resolve("three"), true))
        .hasMessageContaining("no finished backup");
  }

  @Test
  void refusesARunningMember() {
    try (Journal journal = Journal.open(JournalOptions.of(data, "0a0b0c0d"))) {
      journal.replay((place, entry, encoded) -> {});
      assertThatThrownBy(() -> JournalBackup.backup(data, backup)).hasMessageContaining("in use");
    }
  }
}
