package city.hotline.node.search;

import java.util.List;
import java.util.regex.Pattern;

/** What somebody looks for in the text of an order, word by word. */
public final class Words {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Words() {}

  /** What stands between spaces. */
  public static List<String> of(String text) {
    return SPACE.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
  }
}
