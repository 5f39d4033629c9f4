package city.hotline.node.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member keeps its name. */
class NodeIdentityTest {

  @TempDir Path folder;

  @Test
  void drawsAnIdOnceAndKeepsIt() {
    String id = NodeIdentity.of(folder.resolve("new"));
    assertThat(id).matches("[0-9a-f]{8}");
    assertThat(NodeIdentity.of(folder.resolve("new"))).isEqualTo(id);
    assertThat(NodeIdentity.of(folder.resolve("other"))).isNotEqualTo(id);
  }

  @Test
  void refusesAnIdThatIsNone() throws IOException {
    Files.writeString(folder.resolve("node.id"), "Chaoyang");
    assertThatThrownBy(() -> NodeIdentity.of(folder))
        .isInstanceOf(JournalUnavailable.class)
        .hasMessageContaining("'Chaoyang' (expected: eight hex digits)");
  }

  @Test
  void refusesAFolderThatIsAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> NodeIdentity.of(file))
        .isInstanceOf(JournalUnavailable.class)
        .hasMessageContaining("is a file (expected: a folder)");
  }
}
