package city.hotline.chaos.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network name space for each node, all on one bridge that this process is on, too. A way is cut
 * by a route in the sender's name space that leads nowhere: what is sent is gone without a word.
 */
final class Namespaces implements Network {
  private static final int SELF = 254;
  private static final int SUBNETS = 250;

  /** What waits before a slow link; more is lost, and sent again. */
  private static final String QUEUE = "1mb";

  private record Cut(int from, int to) {}

  private final String tag;
  private final int subnet;
  private final int nodes;
  private final List<Cut> cuts = new ArrayList<>();
  private final List<Integer> slow = new ArrayList<>();

  /** Makes them; what a run that was ended left under the same names goes first. */
  Namespaces(int nodes, int tag) throws IOException, InterruptedException {
    this.nodes = nodes;
    this.tag = "hl" + tag;
    this.subnet = tag % SUBNETS;
    close();
    ip("link", "add", bridge(), "type", "bridge");
    ip("address", "add", "10.213." + subnet + "." + SELF + "/24", "dev", bridge());
    ip("link", "set", bridge(), "up");
    for (int node = 0; node < nodes; node++) {
      String space = space(node);
      ip("netns", "add", space);
      ip("link", "add", outer(node), "type", "veth", "peer", "name", inner(node), "netns", space);
      ip("link", "set", outer(node), "master", bridge(), "up");
      ip("-n", space, "address", "add", host(node) + "/24", "dev", inner(node));
      ip("-n", space, "link", "set", inner(node), "up");
      ip("-n", space, "link", "set", "lo", "up");
    }
  }

  private String bridge() {
    return tag + "b";
  }

  private String outer(int node) {
    return tag + "o" + node;
  }

  private String inner(int node) {
    return tag + "i" + node;
  }

  private String space(int node) {
    return tag + "n" + node;
  }

  @Override
  public String host(int node) {
    return "10.213." + subnet + "." + (node + 1);
  }

  @Override
  public List<String> inside(int node) {
    return List.of("ip", "netns", "exec", space(node));
  }

  @Override
  public void cut(int from, int to) throws IOException, InterruptedException {
    ip("-n", space(from), "route", "add", "blackhole", host(to) + "/32");
    cuts.add(new Cut(from, to));
  }

  @Override
  public void reset(int node) throws IOException, InterruptedException {
    Commands.run(
        List.of("ip", "netns", "exec", space(node), "ss", "-K", "-t", "state", "established"));
  }

  @Override
  public void slow(int node, int kilobits) throws IOException, InterruptedException {
    String[] queue = {"root", "tbf", "rate", kilobits + "kbit", "burst", "4kb", "limit", QUEUE};
    tc(List.of("qdisc", "add", "dev", outer(node)), queue);
    tc(List.of("-n", space(node), "qdisc", "add", "dev", inner(node)), queue);
    slow.add(node);
  }

  private static void tc(List<String> where, String... what)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tc"));
    command.addAll(where);
    command.addAll(List.of(what));
    Commands.run(command);
  }

  @Override
  public void heal() throws IOException, InterruptedException {
    for (Cut cut : cuts) {
      ip("-n", space(cut.from()), "route", "del", "blackhole", host(cut.to()) + "/32");
    }
    cuts.clear();
    for (int node : slow) {
      tc(List.of("qdisc", "del", "dev", outer(node)), "root");
      tc(List.of("-n", space(node), "qdisc", "del", "dev", inner(node)), "root");
    }
    slow.clear();
  }

  @Override
  public void close() {
    for (int node = 0; node < nodes; node++) {
      Commands.tryTo(List.of("ip", "netns", "del", space(node)));
    }
    Commands.tryTo(List.of("ip", "link", "del", bridge()));
  }

  private static void ip(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    Commands.run(command);
  }
}
