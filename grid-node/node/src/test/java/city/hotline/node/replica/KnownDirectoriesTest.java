package city.hotline.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DirectoryPack;
import city.hotline.node.ChangedDirectory;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.floor.v1.DirectoryVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The newest set counts, whoever tells of which last. */
class KnownDirectoriesTest {
  private static final DirectoryPack ONE = with("010199");
  private static final DirectoryPack OTHER = with("010198");
  private static final String NAME = "2026-12-01.1";

  private final KnownDirectories known =
      new KnownDirectories(Directory.beijing(), () -> OptionalLong.of(1_000));

  /** The code of a class is another one. */
  private static DirectoryPack with(String code) {
    return ChangedDirectory.files(Map.of("classes.csv", List.of("010109,", code + ",")));
  }

  private static DirectorySet set(long revision, DirectoryVersion... versions) {
    return DirectorySet.newBuilder()
        .setRevision(revision)
        .addAllVersions(List.of(versions))
        .build();
  }

  private Directory named(String name) {
    return Objects.requireNonNull(known.named(name));
  }

  @Test
  void whatIsHeardLateChangesNothing() {
    DirectoryVersion first = ChangedDirectory.version(NAME, ONE, 1);
    DirectoryVersion second = ChangedDirectory.version("2026-12-01.2", OTHER, 2);
    known.learn(set(2, first, second));
    known.learn(set(1, first));
    known.learn(set(2, first, second));
    assertThat(known.set()).isEqualTo(set(2, first, second));
    assertThat(known.inForce().name()).isEqualTo("2026-12-01.2");
  }

  @Test
  void aNameThatWasLostWithItsVotersIsGivenAgain() {
    DirectoryVersion lost = ChangedDirectory.version(NAME, ONE, 1);
    DirectoryVersion again = ChangedDirectory.version(NAME, OTHER, 2);
    known.learn(set(1, lost));
    assertThat(named(NAME).isClass("010199")).isTrue();
    known.learn(set(1, again));
    assertThat(named(NAME).isClass("010198")).isTrue();
    known.learn(set(1, lost));
    assertThat(named(NAME).isClass("010198")).isTrue();
  }

  @Test
  void whatIsKnownByItsFilesIsNotReadAgain() {
    known.learn(set(1, ChangedDirectory.version(NAME, ONE, 1)));
    Directory read = named(NAME);
    known.learn(
        set(
            2,
            ChangedDirectory.version(NAME, ONE, 1),
            ChangedDirectory.version("2026-12-02.2", ONE, 2)));
    assertThat(named("2026-12-02.2")).isSameAs(read);
  }
}
