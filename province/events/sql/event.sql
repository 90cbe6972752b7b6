-- needs: happening, member, event_on, event_actor, event_role, event_address, event_noun, event_verb
-- needs: event_before, event_after, event_why, event_obligation
-- One event, as `record` writes it: the parameters come from province.actions.events.event_values, which masks `why`.
-- The happening names the object, its area and the data; the member is the actor, else the name and role given.
event AS (
    INSERT INTO province_event (
        "on", actor_id, actor_name, role, source_ip, noun, object_id, verb, before, after, why, obligation, area, data
    )
    SELECT :event_on::date, member.id, coalesce(member.name, :event_actor::text),
           coalesce(member.role, :event_role::text), :event_address::inet, :event_noun::text, happening.object_id,
           :event_verb::text, :event_before::text, :event_after::text, :event_why::text, :event_obligation::text,
           happening.area, happening.data
    FROM happening
    LEFT JOIN member ON true
    RETURNING id
)
