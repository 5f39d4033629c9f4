package city.hotline.node.citizen;

import city.hotline.core.directory.CitizenCheck;
import city.hotline.core.moment.Decision;
import city.hotline.node.citizen.KeyRing.CitizenKey;
import city.hotline.proto.citizen.v1.Sealed;
import city.hotline.proto.citizen.v1.Withheld;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.grid.v1.KeyRow;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Seals what belongs to citizens where a command enters the grid, and opens it where it is shown.
 * One citizen, one key: a new one goes to a majority of the voters before the command is sent, so
 * that whatever is journaled can be read as long as any majority lives. Thread-safe.
 */
public final class Citizens implements Finder {
  /** A key may turn out to be destroyed elsewhere; more often than this it does not. */
  private static final int MOST_TRIES = 3;

  private final KeyStore store;
  private final KeyRing ring;
  private final GridSecret secret;
  private final Spread spread;
  private final BooleanSupplier fresh;
  private final Executor executor;
  private final Map<ByteString, CompletableFuture<CitizenKey>> coming = new ConcurrentHashMap<>();

  Citizens(
      KeyStore store,
      KeyRing ring,
      GridSecret secret,
      Spread spread,
      BooleanSupplier fresh,
      Executor executor) {
    this.store = store;
    this.ring = ring;
    this.secret = secret;
    this.spread = spread;
    this.fresh = fresh;
    this.executor = executor;
  }

  /**
   * The message with every citizen in it sealed; done at once for those whose key was used lately.
   * Fails with {@link CannotSeal}.
   */
  public <M extends Message> CompletableFuture<M> seal(M message) {
    List<Message> plain = new ArrayList<>(1);
    M known = Personal.replace(message, citizen -> noted(citizen, plain));
    if (plain.isEmpty()) {
      return CompletableFuture.completedFuture(known);
    }
    List<CompletableFuture<Message>> sealing = new ArrayList<>(plain.size());
    for (Message citizen : plain) {
      CannotSeal tooLong = tooLong(citizen);
      if (tooLong != null) {
        return CompletableFuture.failedFuture(tooLong);
      }
      sealing.add(keyFor(Personal.phone(citizen)).thenApply(key -> sealed(citizen, key)));
    }
    return CompletableFuture.allOf(sealing.toArray(CompletableFuture[]::new))
        .thenApply(
            all ->
                Personal.replace(
                    known,
                    citizen -> {
                      int at = plain.indexOf(citizen);
                      return at < 0 ? citizen : sealing.get(at).join();
                    }));
  }

  /** Of a citizen who says nothing, nothing is kept; one that is sealed stays so. */
  private static Message noted(Message citizen, List<Message> plain) {
    if (Personal.isSealed(citizen)) {
      return Personal.sealed(citizen, Personal.sealed(citizen));
    }
    if (Personal.content(citizen).isEmpty()) {
      return citizen.getDefaultInstanceForType();
    }
    plain.add(citizen);
    return citizen;
  }

  private static @Nullable CannotSeal tooLong(Message citizen) {
    Decision<Message> decision =
        citizen instanceof Requester requester
            ? CitizenCheck.requester(requester)
            : CitizenCheck.caller((Citizen) citizen);
    return decision instanceof Decision.Refused<Message> refused
        ? new CannotSeal(refused.reason(), refused.metadata(), refused.advice())
        : null;
  }

  private static Message sealed(Message citizen, CitizenKey key) {
    ByteString content = Personal.content(citizen);
    return Personal.sealed(
        citizen,
        Sealed.newBuilder()
            .setKeyId(key.id())
            .setContent(Gcm.encrypt(key.key(), key.id(), content.toByteArray()))
            .setWithPhone(!Personal.phone(citizen).isEmpty())
            .build());
  }

  private CompletableFuture<CitizenKey> keyFor(String phone) {
    Optional<ByteString> named = secret.citizenOf(phone);
    Optional<CitizenKey> kept = named.flatMap(ring::kept);
    if (kept.isPresent()) {
      return CompletableFuture.completedFuture(kept.get());
    }
    // Whoever cannot be known again has a key for this once.
    ByteString citizen = named.orElseGet(() -> ByteString.copyFrom(Gcm.chance(Gcm.KEY_BYTES)));
    CompletableFuture<CitizenKey> mine = new CompletableFuture<>();
    CompletableFuture<CitizenKey> running = coming.putIfAbsent(citizen, mine);
    if (running != null) {
      return running;
    }
    keyOf(citizen, MOST_TRIES)
        .whenComplete(
            (key, failure) -> {
              coming.remove(citizen, mine);
              if (failure == null) {
                mine.complete(key);
              } else {
                mine.completeExceptionally(failure);
              }
            });
    return mine;
  }

  private CompletableFuture<CitizenKey> keyOf(ByteString citizen, int tries) {
    CompletableFuture<KeyRow> row;
    try {
      row = CompletableFuture.supplyAsync(() -> known(citizen), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(CannotSeal.tooMany());
    }
    return row.thenCompose(
        one ->
            spread
                .kept(one)
                .thenCompose(
                    destroyed -> destroyed ? anew(one, citizen, tries) : used(one, citizen)));
  }

  /** The citizen's key, made now if there is none; not kept anywhere yet then. */
  private KeyRow known(ByteString citizen) {
    for (KeyRow row : store.of(citizen)) {
      if (ring.unwrapped(row) != null) {
        return row;
      }
    }
    ByteString id = ByteString.copyFrom(Gcm.chance(MemberKeys.KEY_ID_BYTES));
    return KeyRow.newBuilder()
        .setKeyId(id)
        .setCitizen(citizen)
        .setWrapped(secret.wrap(id, Gcm.chance(Gcm.KEY_BYTES)))
        .build();
  }

  private CompletableFuture<CitizenKey> used(KeyRow row, ByteString citizen) {
    CitizenKey key = ring.unwrapped(row);
    if (key == null) {
      return CompletableFuture.failedFuture(CannotSeal.notKept("the grid's secret is another"));
    }
    ring.kept(citizen, key);
    return CompletableFuture.completedFuture(key);
  }

  /**
   * Another member knew that it is destroyed: so does this one now, and the citizen is a new one.
   */
  private CompletableFuture<CitizenKey> anew(KeyRow row, ByteString citizen, int tries) {
    if (tries <= 1) {
      return CompletableFuture.failedFuture(
          CannotSeal.notKept("the citizen's keys are being destroyed"));
    }
    return CompletableFuture.runAsync(
            () -> ring.merge(List.of(KeyStore.destroyed(row.getKeyId())), true), executor)
        .thenCompose(none -> keyOf(citizen, tries - 1));
  }

  @Override
  public <M extends Message> Opened<M> open(M message) {
    boolean[] waits = new boolean[1];
    M shown =
        Personal.replace(
            message,
            citizen -> {
              Message opened = Personal.isSealed(citizen) ? opened(citizen) : citizen;
              waits[0] |= Personal.isWaiting(opened);
              return opened;
            });
    return new Opened<>(shown, !waits[0]);
  }

  private Message opened(Message citizen) {
    Sealed sealed = Personal.sealed(citizen);
    if (!fresh.getAsBoolean()) {
      return Personal.withheld(citizen, Withheld.WITHHELD_KEY_NOT_HERE);
    }
    KeyRing.Look look = ring.look(sealed.getKeyId());
    CitizenKey key = look.key();
    if (key == null) {
      return Personal.withheld(
          citizen,
          switch (look.standing()) {
            case DESTROYED -> Withheld.WITHHELD_ERASED;
            case UNKNOWN -> Withheld.WITHHELD_KEY_NOT_HERE;
            case HERE, OF_ANOTHER_SECRET -> Withheld.WITHHELD_UNREADABLE;
          });
    }
    try {
      return Personal.opened(citizen, Gcm.decrypt(key.key(), key.id(), sealed.getContent()));
    } catch (GeneralSecurityException | InvalidProtocolBufferException e) {
      return Personal.withheld(citizen, Withheld.WITHHELD_UNREADABLE);
    }
  }

  @Override
  public boolean opens() {
    return fresh.getAsBoolean();
  }

  @Override
  public Optional<String> nameOf(Requester requester) {
    return requester.hasSealed()
        ? Optional.of(name(requester.getSealed().getKeyId()))
        : secret.citizenOf(requester.getPhone()).map(Citizens::name);
  }

  @Override
  public List<String> namesOf(String phone) {
    List<String> names = new ArrayList<>();
    secret
        .citizenOf(phone)
        .ifPresent(
            citizen -> {
              names.add(name(citizen));
              store.of(citizen).forEach(row -> names.add(name(row.getKeyId())));
            });
    return names;
  }

  /** As a name stands in an index. */
  public static String name(ByteString id) {
    return Base64.getEncoder().withoutPadding().encodeToString(id.toByteArray());
  }
}
