package city.hotline.gateway.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;

/**
 * Who is told of which orders.
 *
 * @param name 1 to 64 letters, digits, dots, dashes and underscores
 * @param unit whose orders
 * @param withUnitsBelow whether those of the units below it, too
 * @param url where events are POSTed
 * @param secret what they are signed with
 * @param created when
 */
record Subscription(
    String name, String unit, boolean withUnitsBelow, URI url, Secret secret, Instant created) {

  private static final int LONGEST_URL = 2_048;

  static String checkedName(String name) {
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "name: '" + name + "' (expected: 1 to 64 letters, digits, dots, dashes and underscores)");
    }
    return name;
  }

  static URI checkedUrl(String text) {
    try {
      URI url = new URI(text);
      boolean web = "http".equalsIgnoreCase(url.getScheme()) || isTls(url);
      if (web
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getFragment() == null
          && text.length() <= LONGEST_URL) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below, like everything else that is no address.
    }
    throw new IllegalArgumentException(
        "url: '"
            + text
            + "' (expected: http:// or https://, a host, no user and no #, at most 2,048"
            + " characters)");
  }

  private static boolean isTls(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  @Override
  public String toString() {
    return name + " of " + unit;
  }
}
