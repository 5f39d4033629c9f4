package city.hotline.node.citizen;

import city.hotline.node.epoch.Voters;
import city.hotline.node.journal.MemoryJournal;
import city.hotline.proto.grid.v1.FetchKeysRequest;
import city.hotline.proto.grid.v1.FetchKeysResponse;
import city.hotline.proto.grid.v1.FindKeysRequest;
import city.hotline.proto.grid.v1.FindKeysResponse;
import city.hotline.proto.grid.v1.KeepKeysRequest;
import city.hotline.proto.grid.v1.KeepKeysResponse;
import city.hotline.proto.journal.v1.GridFounded;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Members that keep keys, without a network: each call is made at once, or fails. */
final class KeyWorld implements AutoCloseable {
  static final List<String> NAMES = List.of("A", "B", "C");

  /** One of them. */
  final class Member implements Keepers, AutoCloseable {
    final String name;
    final KeyStore store;
    final KeyRing ring;
    final MemberKeys keys;
    final CatchUp catchUp;
    final Citizens citizens;
    final Erasing erasing;

    Member(String name, GridSecret secret) {
      this.name = name;
      Voters voters = new Voters(name, new MemoryJournal(), false);
      voters.replay(
          GridFounded.newBuilder().setGridId("g").setVersion(1).addAllVoters(NAMES).build());
      store = KeyStore.open(folder.resolve(name), secret);
      ring = new KeyRing(store, secret);
      keys = new MemberKeys(store, ring, secret, Runnable::run);
      Spread spread = new Spread(name, voters, this, keys, secret, 0);
      catchUp =
          new CatchUp(
              new CatchUp.Parts(
                  name, voters, this, store, ring, secret, Runnable::run, () -> nanos));
      citizens = new Citizens(store, ring, secret, spread, catchUp::isFresh, Runnable::run);
      erasing = new Erasing(secret, spread);
    }

    @Override
    public List<String> present() {
      return away.contains(name)
          ? List.of(name)
          : NAMES.stream().filter(n -> !away.contains(n)).toList();
    }

    private <T> CompletableFuture<T> to(
        String node, Function<MemberKeys, CompletableFuture<T>> question) {
      calls++;
      return away.contains(node) || away.contains(name)
          ? CompletableFuture.failedFuture(new IllegalStateException(node + " is away"))
          : question.apply(member(node).keys);
    }

    @Override
    public CompletableFuture<KeepKeysResponse> keep(String node, KeepKeysRequest request) {
      return to(node, keys -> keys.keep(request));
    }

    @Override
    public CompletableFuture<FindKeysResponse> find(String node, FindKeysRequest request) {
      return to(node, keys -> keys.find(request));
    }

    @Override
    public CompletableFuture<FetchKeysResponse> fetch(String node, FetchKeysRequest request) {
      return to(node, keys -> keys.fetch(request));
    }

    @Override
    public void close() {
      store.close();
    }
  }

  final Set<String> away = new HashSet<>();
  long nanos;
  int calls;
  private final Path folder;
  private final GridSecret secret;
  private final Map<String, Member> members = new LinkedHashMap<>();

  /** With nobody in it. */
  KeyWorld() {
    folder = Path.of("");
    secret = GridSecret.development();
  }

  KeyWorld(Path folder, GridSecret secret) {
    this.folder = folder;
    this.secret = secret;
    NAMES.forEach(name -> members.put(name, new Member(name, secret)));
    rounds();
    calls = 0;
  }

  Member member(String name) {
    Member member = members.get(name);
    if (member == null) {
      throw new AssertionError(name);
    }
    return member;
  }

  /** Each member asks all that are here. */
  void rounds() {
    members.values().forEach(m -> m.catchUp.round());
  }

  /** The process ends; a new one begins with its files. */
  Member startAgain(String name) {
    member(name).close();
    Member again = new Member(name, secret);
    members.put(name, again);
    return again;
  }

  @Override
  public void close() {
    members.values().forEach(Member::close);
  }
}
