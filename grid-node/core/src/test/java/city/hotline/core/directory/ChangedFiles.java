package city.hotline.core.directory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The built-in files but for some changes. */
public final class ChangedFiles implements DirectoryFiles {
  private final Map<String, UnaryOperator<String>> changes = new HashMap<>();

  /** Replaces a text of a file, which must be in it. */
  public ChangedFiles replace(String file, String before, String after) {
    changes.merge(
        file,
        text -> {
          if (!text.contains(before)) {
            throw new IllegalArgumentException(file + " has no " + before);
          }
          return text.replace(before, after);
        },
        (one, other) -> text -> other.apply(one.apply(text)));
    return this;
  }

  @Override
  public InputStream open(String name) throws IOException {
    try (InputStream in = DirectoryBuilder.open(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String changed = changes.getOrDefault(name, t -> t).apply(text);
      return new ByteArrayInputStream(changed.getBytes(StandardCharsets.UTF_8));
    }
  }
}
