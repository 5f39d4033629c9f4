package city.hotline.node.search;

import city.hotline.node.citizen.Citizens;
import city.hotline.node.citizen.Finder;
import city.hotline.node.citizen.GridSecret;
import city.hotline.proto.citizen.v1.Withheld;
import city.hotline.proto.docket.v1.Requester;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Citizens as journals had them before they were sealed; and sealed ones that a test opens. */
final class PlainCitizens implements Finder {
  private final GridSecret secret = GridSecret.development();

  /** By key: who it is of, or why he is withheld. */
  final Map<ByteString, Requester> sealed = new HashMap<>();

  boolean opens = true;

  @Override
  public boolean opens() {
    return opens;
  }

  @Override
  public Optional<String> nameOf(Requester requester) {
    return requester.hasSealed()
        ? Optional.of(Citizens.name(requester.getSealed().getKeyId()))
        : secret.citizenOf(requester.getPhone()).map(Citizens::name);
  }

  @Override
  public List<String> namesOf(String phone) {
    Optional<ByteString> citizen = secret.citizenOf(phone);
    List<String> names = new ArrayList<>();
    citizen.map(Citizens::name).ifPresent(names::add);
    sealed.forEach(
        (key, requester) -> {
          if (secret.citizenOf(requester.getPhone()).equals(citizen)) {
            names.add(Citizens.name(key));
          }
        });
    return names;
  }

  @Override
  public <M extends Message> Opened<M> open(M message) {
    M opened =
        city.hotline.node.citizen.Personal.replace(
            message,
            one -> {
              Requester requester = (Requester) one;
              return requester.hasSealed()
                  ? sealed.getOrDefault(
                      requester.getSealed().getKeyId(),
                      Requester.newBuilder().setWithheld(Withheld.WITHHELD_KEY_NOT_HERE).build())
                  : requester;
            });
    return new Opened<>(opened, true);
  }
}
