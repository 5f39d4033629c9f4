package city.hotline.core.directory;

import city.hotline.proto.floor.v1.PackedFile;
import city.hotline.proto.floor.v1.PackedFiles;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The files of a directory in one piece, to be sent and journaled: deflated, and bounded in both
 * states. Equal files make equal pieces. Immutable.
 */
public final class DirectoryPack {

  /** The most bytes of a piece. */
  public static final int MOST_PACKED = 1 << 20;

  /** The most bytes of all files. */
  public static final int MOST_UNPACKED = 8 << 20;

  /** The names of all files. */
  public static final List<String> FILES =
      List.of(
          "beijing-districts.csv",
          "beijing-streets.csv",
          "beijing-communities.csv",
          "beijing-english.csv",
          "hotlines.csv",
          "calendar.csv",
          "units.csv",
          "aliases.csv",
          "classes.csv",
          "order-rules.csv",
          RateSchemes.FILE,
          FollowUpScripts.FILE,
          "routing.csv");

  private static final int BUFFER = 1 << 16;

  private final ByteString packed;
  private final PackedFiles files;

  private DirectoryPack(ByteString packed, PackedFiles files) {
    this.packed = packed;
    this.files = files;
  }

  /**
   * Packs files.
   *
   * @throws BrokenDirectory when one is not there, or they are too large
   */
  public static DirectoryPack of(DirectoryFiles from) {
    PackedFiles.Builder files = PackedFiles.newBuilder();
    List<String> troubles = new ArrayList<>();
    for (String name : FILES) {
      try (InputStream in = from.open(name)) {
        files.addFiles(
            PackedFile.newBuilder()
                .setName(name)
                .setContent(ByteString.copyFrom(in.readNBytes(MOST_UNPACKED + 1))));
      } catch (FileNotFoundException e) {
        troubles.add(name + " is not there (expected: a file of that name)");
      } catch (IOException e) {
        throw new UncheckedIOException(name + " cannot be read", e);
      }
    }
    byte[] all = files.build().toByteArray();
    if (all.length > MOST_UNPACKED) {
      troubles.add(
          "the files have " + all.length + " bytes (expected: at most " + MOST_UNPACKED + ")");
    }
    if (!troubles.isEmpty()) {
      throw new BrokenDirectory(troubles);
    }
    ByteString packed = deflated(all);
    if (packed.size() > MOST_PACKED) {
      throw new BrokenDirectory(
          List.of(
              "the files have "
                  + packed.size()
                  + " bytes when packed (expected: at most "
                  + MOST_PACKED
                  + ")"));
    }
    return new DirectoryPack(packed, files.build());
  }

  /** The built-in files. */
  public static DirectoryPack builtIn() {
    return of(DirectoryBuilder::open);
  }

  /**
   * Unpacks what was packed.
   *
   * @throws BrokenDirectory when it was not, or is too large
   */
  public static DirectoryPack unpacked(ByteString packed) {
    if (packed.size() > MOST_PACKED) {
      throw new BrokenDirectory(
          List.of("packed: " + packed.size() + " bytes (expected: at most " + MOST_PACKED + ")"));
    }
    try {
      return new DirectoryPack(packed, PackedFiles.parseFrom(inflated(packed)));
    } catch (DataFormatException | InvalidProtocolBufferException e) {
      throw new BrokenDirectory(
          List.of("packed: not what was packed (expected: deflated files of a directory)"));
    }
  }

  /**
   * The directory that the files make.
   *
   * @throws BrokenDirectory with all that is wrong with them
   */
  public Directory directory() {
    return Directory.of(this::open);
  }

  /** One of the files; FileNotFoundException for any other name. */
  public InputStream open(String name) throws FileNotFoundException {
    for (PackedFile file : files.getFilesList()) {
      if (file.getName().equals(name)) {
        return file.getContent().newInput();
      }
    }
    throw new FileNotFoundException(name);
  }

  /** Whether a file is, to the byte, as it is in another one. */
  boolean hasAsIn(DirectoryPack other, String name) {
    return content(name).equals(other.content(name));
  }

  private ByteString content(String name) {
    return files.getFilesList().stream()
        .filter(file -> file.getName().equals(name))
        .findFirst()
        .map(PackedFile::getContent)
        .orElse(ByteString.EMPTY);
  }

  /** As it is sent. */
  public ByteString packed() {
    return packed;
  }

  /** SHA-256 of the files, hex. */
  public String digest() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(files.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static ByteString deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return ByteString.copyFrom(out.toByteArray());
    } finally {
      deflater.end();
    }
  }

  /** No more than is allowed is ever held, whatever the bytes would grow to. */
  private static byte[] inflated(ByteString packed) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed.toByteArray());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 || out.size() + count > MOST_UNPACKED) {
          throw new DataFormatException();
        }
        out.write(buffer, 0, count);
      }
      return out.toByteArray();
    } finally {
      inflater.end();
    }
  }
}
