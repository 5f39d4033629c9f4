package city.hotline.node;

import city.hotline.core.directory.DirectoryPack;
import city.hotline.core.moment.Times;
import city.hotline.proto.floor.v1.DirectoryVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The built-in files of the directory with some of it changed. */
public final class ChangedDirectory {
  private ChangedDirectory() {}

  /** By file, pairs of what is there and what stands there instead. */
  public static DirectoryPack files(Map<String, List<String>> changes) {
    DirectoryPack builtIn = DirectoryPack.builtIn();
    return DirectoryPack.of(
        name -> changed(name, builtIn.open(name), changes.getOrDefault(name, List.of())));
  }

  private static InputStream changed(String name, InputStream from, List<String> pairs)
      throws IOException {
    try (from) {
      String text = new String(from.readAllBytes(), StandardCharsets.UTF_8);
      for (int i = 0; i < pairs.size(); i += 2) {
        if (!text.contains(pairs.get(i))) {
          throw new IllegalArgumentException(name + " has no " + pairs.get(i));
        }
        text = text.replace(pairs.get(i), pairs.get(i + 1));
      }
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Loaded, and valid from the same time on. */
  public static DirectoryVersion version(String name, DirectoryPack files, long loadedMs) {
    return DirectoryVersion.newBuilder()
        .setName(name)
        .setValidFromMs(loadedMs)
        .setLoadedAt(Times.timestamp(loadedMs))
        .setDigest(files.digest())
        .setPacked(files.packed())
        .build();
  }
}
