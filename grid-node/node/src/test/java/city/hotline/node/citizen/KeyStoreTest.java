package city.hotline.node.citizen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.proto.grid.v1.KeyRow;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a member has of keys outlives its process, and what it destroyed is in no file of it. */
class KeyStoreTest {
  private static final GridSecret SECRET = GridSecret.development();
  private static final ByteString LI = SECRET.citizenOf("13812345678").orElseThrow();

  @TempDir private Path folder = Path.of("");

  private static KeyRow key(int number) {
    ByteString id = ByteString.copyFromUtf8("%016d".formatted(number));
    return KeyRow.newBuilder()
        .setKeyId(id)
        .setCitizen(LI)
        .setWrapped(SECRET.wrap(id, Gcm.chance(Gcm.KEY_BYTES)))
        .build();
  }

  private KeyStore open() {
    return KeyStore.open(folder.resolve("citizens"), SECRET);
  }

  private static KeyRow destroyed(KeyRow key) {
    return KeyStore.destroyed(key.getKeyId());
  }

  @Test
  void whatIsDestroyedStaysSoInWhateverOrderItIsHeard() {
    KeyRow key = key(1);
    try (KeyStore before = open()) {
      assertThat(before.merge(List.of(key), false)).containsExactly(key);
      assertThat(before.merge(List.of(key), false)).isEmpty();
      assertThat(before.merge(List.of(destroyed(key)), true)).hasSize(1);
      assertThat(before.merge(List.of(key, destroyed(key)), false)).isEmpty();
      assertThat(before.find(key.getKeyId())).contains(destroyed(key));
      assertThat(before.of(LI)).isEmpty();
    }
    try (KeyStore first = KeyStore.open(folder.resolve("other"), SECRET)) {
      first.merge(List.of(destroyed(key)), true);
      assertThat(first.merge(List.of(key), false)).isEmpty();
      assertThat(first.of(LI)).isEmpty();
    }
  }

  @Test
  void nothingOfADestroyedKeyIsLeftInItsFiles() throws IOException {
    try (KeyStore store = open()) {
      KeyRow key = key(1);
      KeyRow other = key(2);
      store.merge(List.of(key, other), true);
      assertThat(files()).contains(latin(key.getWrapped()), latin(other.getWrapped()));
      store.merge(List.of(destroyed(key)), true);
      assertThat(files())
          .doesNotContain(latin(key.getWrapped()))
          .contains(latin(other.getWrapped()), latin(key.getKeyId()));
      store.merge(List.of(destroyed(other)), true);
      assertThat(files()).doesNotContain(latin(LI));
    }
  }

  private String files() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.resolve("citizens"))) {
      for (Path file : files.toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static String latin(ByteString bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatWasCommittedOutlivesAKillAndATornEndIsCut() throws IOException {
    KeyRow kept = key(1);
    KeyRow torn = key(2);
    try (KeyStore running = open()) {
      running.merge(List.of(kept), false);
      running.merge(List.of(torn), false);
      killed("whole", 0);
      killed("torn", 100);
    }
    try (KeyStore again = KeyStore.open(folder.resolve("whole"), SECRET)) {
      assertThat(again.of(LI)).containsExactly(torn, kept);
    }
    try (KeyStore again = KeyStore.open(folder.resolve("torn"), SECRET)) {
      assertThat(again.of(LI)).containsExactly(kept);
    }
  }

  /** The files as a process leaves them that ends now, the last bytes of its log missing. */
  private void killed(String name, int missing) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    try (Stream<Path> files = Files.list(folder.resolve("citizens"))) {
      files
          .filter(f -> !f.toString().endsWith("-shm"))
          .forEach(
              f -> {
                try {
                  Files.copy(f, copy.resolve(f.getFileName()));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    try (RandomAccessFile log = new RandomAccessFile(copy.resolve("keys.db-wal").toFile(), "rw")) {
      log.setLength(log.length() - missing);
    }
  }

  @Test
  void refusesAnotherSecretAndSaysWhatToDo() throws IOException {
    open().close();
    Path file = folder.resolve("secret");
    assertThat(GridSecret.make(file)).isTrue();
    assertThat(GridSecret.make(file)).as("one that is there stays").isFalse();
    GridSecret other = GridSecret.read(file);
    assertThatThrownBy(() -> KeyStore.open(folder.resolve("citizens"), other))
        .hasMessageContaining("--citizen-secret");
    open().close();
    Files.writeString(file, "too short");
    assertThatThrownBy(() -> GridSecret.read(file)).hasMessageContaining("32 to 4,096");
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    open().close();
    Path secret = folder.resolve("deep").resolve("secret");
    GridSecret.make(secret);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("citizens"))))
        .isEqualTo("rwx------");
  }

  @Test
  void changesAreReadFromWhereOneStoppedAndFromTheBeginningOfAnotherStore() {
    try (KeyStore store = open()) {
      store.merge(List.of(key(1), key(2)), false);
      var all = store.changes(store.storeId(), 0);
      assertThat(all.getRowsList()).containsExactly(key(all, 0), key(all, 1));
      assertThat(store.changes(store.storeId(), all.getUntil()).getRowsCount()).isZero();
      store.merge(List.of(KeyStore.destroyed(all.getRows(0).getKeyId())), true);
      assertThat(store.changes(store.storeId(), all.getUntil()).getRowsList())
          .containsExactly(KeyStore.destroyed(all.getRows(0).getKeyId()));
      ByteString another = ByteString.copyFromUtf8("another");
      assertThat(store.changes(another, all.getUntil()).getRowsCount()).isEqualTo(2);
    }
  }

  private static KeyRow key(city.hotline.proto.grid.v1.FetchKeysResponse page, int index) {
    return page.getRows(index);
  }

  @Test
  void aBackupHasKeysOnlyIfAskedAndDestroyedOnesAlways() throws IOException {
    KeyRow erasedLater = key(1);
    KeyRow stays = key(2);
    try (KeyStore store = open()) {
      store.merge(List.of(erasedLater, stays), false);
    }
    assertThat(KeyBackup.backup(folder, folder.resolve("b1"), true))
        .isEqualTo(new KeyBackup.Counts(2, 0));
    try (KeyStore store = open()) {
      store.merge(List.of(destroyed(erasedLater)), true);
    }
    assertThat(KeyBackup.backup(folder, folder.resolve("b2"), false))
        .isEqualTo(new KeyBackup.Counts(0, 1));
    Path copy = folder.resolve("b2").resolve("citizens").resolve("keys.copy");
    assertThat(Files.readString(copy, StandardCharsets.ISO_8859_1))
        .doesNotContain(latin(stays.getWrapped()));

    Path restored = folder.resolve("restored");
    KeyBackup.restore(folder.resolve("b1"), List.of(folder.resolve("b2")), restored);
    try (KeyStore store = KeyStore.open(restored.resolve("citizens"), SECRET)) {
      assertThat(store.of(LI)).containsExactly(stays);
      assertThat(store.find(erasedLater.getKeyId())).contains(destroyed(erasedLater));
    }
    Files.write(copy, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> KeyBackup.restore(folder.resolve("b2"), List.of(), restored))
        .hasMessageContaining("checksum");
  }
}
