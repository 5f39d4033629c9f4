package city.hotline.node.citizen;

import city.hotline.proto.grid.v1.FetchKeysResponse;
import city.hotline.proto.grid.v1.KeyCopy;
import city.hotline.proto.grid.v1.KeyRow;
import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Citizens' keys in a backup: which are destroyed, always; the keys themselves only where that was
 * asked for, as whoever has journal, keys and secret reads everything. What one of the copies calls
 * destroyed stays so, whatever another one has.
 */
public final class KeyBackup {
  private static final String FILE = "keys.copy";
  private static final String SUM = "keys.copy.sha256";

  private KeyBackup() {}

  /** How many keys are in a copy, and how many are destroyed. */
  public record Counts(long keys, long destroyed) {}

  /**
   * Copies the keys of a stopped member beside the copy of its journal.
   *
   * @param data its data folder
   * @param withKeys whether the keys themselves are copied, too
   */
  public static Counts backup(Path data, Path target, boolean withKeys) throws IOException {
    Path folder = CitizenKeys.folderIn(target);
    OwnersOnly.folder(folder);
    long keys = 0;
    long destroyed = 0;
    MessageDigest digest = sha256();
    try (KeyStore store = KeyStore.open(CitizenKeys.folderIn(data));
        OutputStream out =
            new DigestOutputStream(Files.newOutputStream(folder.resolve(FILE)), digest)) {
      ByteString mark = store.mark();
      FetchKeysResponse page = store.changes(store.storeId(), 0);
      while (page.getRowsCount() > 0) {
        KeyCopy.Builder copy = KeyCopy.newBuilder().setSecretMark(mark);
        for (KeyRow row : page.getRowsList()) {
          if (KeyStore.isDestroyed(row)) {
            copy.addRows(row);
            destroyed++;
          } else if (withKeys) {
            copy.addRows(row);
            keys++;
          }
        }
        copy.build().writeDelimitedTo(out);
        page = store.changes(store.storeId(), page.getUntil());
      }
    }
    OwnersOnly.write(folder.resolve(SUM), hex(digest).getBytes(StandardCharsets.UTF_8));
    return new Counts(keys, destroyed);
  }

  /**
   * Brings back what a backup has.
   *
   * @param backup made by {@link #backup}; one from before keys were kept has none
   * @param erased other backups, usually newer ones, of which only what is destroyed counts
   * @throws IllegalStateException when a copy is not whole
   */
  public static Counts restore(Path backup, List<Path> erased, Path data) throws IOException {
    try (KeyStore store = KeyStore.open(CitizenKeys.folderIn(data))) {
      long destroyed = 0;
      for (Path other : erased) {
        if (!Files.isRegularFile(CitizenKeys.folderIn(other).resolve(SUM))) {
          throw new IllegalStateException(
              other + " does not say which keys are destroyed: name a backup that does");
        }
        destroyed += take(other, store, false).destroyed();
      }
      Counts own = take(backup, store, true);
      return new Counts(own.keys(), own.destroyed() + destroyed);
    }
  }

  private static Counts take(Path backup, KeyStore store, boolean withKeys) throws IOException {
    Path folder = CitizenKeys.folderIn(backup);
    if (!Files.isRegularFile(folder.resolve(SUM))) {
      return new Counts(0, 0);
    }
    requireWhole(folder);
    long keys = 0;
    long destroyed = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(folder.resolve(FILE)))) {
      for (KeyCopy copy = KeyCopy.parseDelimitedFrom(in);
          copy != null;
          copy = KeyCopy.parseDelimitedFrom(in)) {
        List<KeyRow> rows =
            copy.getRowsList().stream().filter(r -> withKeys || KeyStore.isDestroyed(r)).toList();
        if (!copy.getSecretMark().isEmpty() && !store.isOf(copy.getSecretMark())) {
          throw new IllegalStateException(
              backup + " has keys of another secret: name backups of one grid");
        }
        for (KeyRow row : store.merge(rows, true)) {
          destroyed += KeyStore.isDestroyed(row) ? 1 : 0;
          keys += KeyStore.isDestroyed(row) ? 0 : 1;
        }
      }
    }
    return new Counts(keys, destroyed);
  }

  private static void requireWhole(Path folder) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(folder.resolve(FILE)), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (!hex(digest).equals(Files.readString(folder.resolve(SUM)))) {
      throw new IllegalStateException(
          folder + " is not what was backed up: its checksum differs. Use another backup");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
